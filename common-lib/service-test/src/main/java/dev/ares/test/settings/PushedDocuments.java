package dev.ares.test.settings;

import java.time.Duration;
import java.util.Properties;
import java.util.function.BooleanSupplier;
import java.util.function.DoubleSupplier;

import com.alibaba.nacos.api.NacosFactory;
import com.alibaba.nacos.api.PropertyKeyConst;
import com.alibaba.nacos.api.config.ConfigService;
import com.alibaba.nacos.api.exception.NacosException;
import org.awaitility.core.ConditionFactory;

import dev.ares.test.infrastructure.Infrastructure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Documents of one service's live settings, pushed through the Nacos that it follows. */
final class PushedDocuments implements AutoCloseable {

    private static final Duration PROMISED = Duration.ofSeconds(2);

    private final ConfigService nacos;
    private final String service;

    private PushedDocuments(ConfigService nacos, String service) {
        this.nacos = nacos;
        this.service = service;
    }

    /** @param infrastructure with Nacos among its servers */
    static PushedDocuments of(String service, Infrastructure infrastructure) throws NacosException {
        var properties = new Properties();
        properties.setProperty(PropertyKeyConst.SERVER_ADDR, infrastructure.nacos());
        properties.setProperty(PropertyKeyConst.NAMESPACE, infrastructure.suffix());
        return new PushedDocuments(NacosFactory.createConfigService(properties), service);
    }

    /**
     * Fails unless a document is in force within two seconds, a wrong one is refused in as much time and changes nothing,
     * and the first is in force no more two seconds after it is gone. Leaves no document behind.
     *
     * @param refused how many pushes of this document the service has refused
     */
    void mustBeInForceInTime(PushesContract.Pushable document, DoubleSupplier refused) throws NacosException {
        BooleanSupplier inForce = document.inForce();
        assertThat(inForce.getAsBoolean()).as("before it is pushed").isFalse();
        try {
            push(document.name(), document.right());
            awaitPromised("in force").until(inForce::getAsBoolean);

            double before = refused.getAsDouble();
            push(document.name(), document.wrong());
            awaitPromised("refused").until(() -> refused.getAsDouble() > before);
            assertThat(inForce.getAsBoolean()).as("what was in force").isTrue();
        } finally {
            nacos.removeConfig(document.name(), service);
        }
        awaitPromised("withdrawn").until(() -> !inForce.getAsBoolean());
    }

    private void push(String name, String document) throws NacosException {
        assertThat(nacos.publishConfig(name, service, document, "yaml")).isTrue();
    }

    private static ConditionFactory awaitPromised(String what) {
        return await(what).pollInterval(Duration.ofMillis(50)).atMost(PROMISED);
    }

    @Override
    public void close() {
        try {
            nacos.shutDown();
        } catch (NacosException unlikely) {
            throw new IllegalStateException("could not leave Nacos", unlikely);
        }
    }
}
