package dev.ares.test.settings;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Properties;
import java.util.function.BooleanSupplier;
import java.util.function.DoubleSupplier;

import com.alibaba.nacos.api.NacosFactory;
import com.alibaba.nacos.api.PropertyKeyConst;
import com.alibaba.nacos.api.config.ConfigService;
import com.alibaba.nacos.api.exception.NacosException;

import dev.ares.test.infrastructure.Infrastructure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Documents of one service's live settings, pushed through the Nacos that it follows. */
final class PushedDocuments implements AutoCloseable {

    private static final Duration PROMISED = Duration.ofSeconds(2);
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    /** A machine may stand still once; a service that is slow is late again. */
    private static final int TRIES = 3;

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
     * and the first is in force no more two seconds after it is gone. When the first try is late, two more have to be in
     * time. Leaves no document behind.
     *
     * @param refused how many pushes of this document the service has refused
     */
    void mustBeInForceInTime(PushesContract.Pushable document, DoubleSupplier refused) throws NacosException {
        List<Duration> took = new ArrayList<>(List.of(once(document, refused)));
        if (!isInTime(took.get(0))) {
            while (took.size() < TRIES) {
                took.add(once(document, refused));
            }
            assertThat(took.subList(1, TRIES))
                    .as("how long %s took to be in force, refused or withdrawn: %s", document.name(), took)
                    .allMatch(PushedDocuments::isInTime);
        }
    }

    private static boolean isInTime(Duration longest) {
        return longest.compareTo(PROMISED) <= 0;
    }

    /** The longest that it took to be in force, refused, or withdrawn. */
    private Duration once(PushesContract.Pushable document, DoubleSupplier refused) throws NacosException {
        BooleanSupplier inForce = document.inForce();
        List<Duration> times = new ArrayList<>();
        assertThat(inForce.getAsBoolean()).as("before it is pushed").isFalse();
        try {
            push(document.name(), document.right());
            times.add(timeUntil("in force", inForce));

            double before = refused.getAsDouble();
            push(document.name(), document.wrong());
            times.add(timeUntil("refused", () -> refused.getAsDouble() > before));
            assertThat(inForce.getAsBoolean()).as("what was in force").isTrue();
        } finally {
            nacos.removeConfig(document.name(), service);
        }
        times.add(timeUntil("withdrawn", () -> !inForce.getAsBoolean()));
        return Collections.max(times);
    }

    private void push(String name, String document) throws NacosException {
        assertThat(nacos.publishConfig(name, service, document, "yaml")).isTrue();
    }

    private static Duration timeUntil(String what, BooleanSupplier condition) {
        long begun = System.nanoTime();
        await(what).pollInterval(Duration.ofMillis(50)).atMost(PATIENCE).until(condition::getAsBoolean);
        return Duration.ofNanos(System.nanoTime() - begun);
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
