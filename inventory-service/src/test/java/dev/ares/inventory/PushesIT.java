package dev.ares.inventory;

import java.time.Duration;
import java.util.Objects;
import java.util.Properties;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import com.alibaba.nacos.api.NacosFactory;
import com.alibaba.nacos.api.PropertyKeyConst;
import com.alibaba.nacos.api.config.ConfigService;
import com.alibaba.nacos.api.exception.NacosException;
import io.micrometer.core.instrument.MeterRegistry;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;

import dev.ares.local.teststack.TestServer;
import dev.ares.test.infrastructure.Infrastructure;
import dev.ares.test.infrastructure.LocalInfrastructure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

/** Of each document of this service: in force within two seconds, from pushing it to its effect; and wrong ones never. */
@LocalInfrastructure(
        database = "inventory",
        servers = {TestServer.POSTGRES, TestServer.REDIS, TestServer.KAFKA, TestServer.NACOS})
class PushesIT extends RunningService {

    private static final String SERVICE = "inventory-service";
    private static final Duration PROMISED = Duration.ofSeconds(2);

    private static ConfigService nacos;

    @Autowired
    private MeterRegistry metrics;

    @BeforeAll
    static void connect(Infrastructure infrastructure) throws NacosException {
        var properties = new Properties();
        properties.setProperty(PropertyKeyConst.SERVER_ADDR, infrastructure.nacos());
        properties.setProperty(PropertyKeyConst.NAMESPACE, infrastructure.suffix());
        nacos = NacosFactory.createConfigService(properties);
    }

    @AfterAll
    static void disconnect() throws NacosException {
        nacos.shutDown();
    }

    @ParameterizedTest
    @MethodSource("documents")
    void isInForceInTimeAndAWrongOneChangesNothing(
            String name, String document, String wrong, Predicate<PushesIT> inForce) throws NacosException {
        assertThat(inForce.test(this)).isFalse();

        publish(name, document);
        awaitPromised().until(() -> inForce.test(this));

        double refused = refusedPushes(name);
        publish(name, wrong);
        awaitPromised().until(() -> refusedPushes(name) == refused + 1);
        assertThat(inForce.test(this)).as("what was in force").isTrue();

        nacos.removeConfig(name, SERVICE);
        awaitPromised().until(() -> !inForce.test(this));
    }

    static Stream<Arguments> documents() {
        return Stream.of(
                document(
                        "ares.cache",
                        "products: { time-to-live: 10ms }",
                        "products: { time-to-live: 1h }",
                        PushesIT::forgetsProductsAtOnce),
                document(
                        "ares.resilience",
                        "redis: { at-once: 7 }",
                        "redis: { at-once: 0 }",
                        PushesIT::asksRedisSevenTimesAtOnceAtMost),
                document("ares.degradation", "force: 2", "force: 4", PushesIT::isDegraded));
    }

    private static Arguments document(String name, String document, String wrong, Predicate<PushesIT> inForce) {
        return argumentSet(name, name, document, wrong, inForce);
    }

    /** Whether a name that was changed behind the service's back is seen in moments. */
    private boolean forgetsProductsAtOnce() {
        String sku = "push-" + UUID.randomUUID();
        addProduct(sku, 1);
        name(sku);
        database.sql("UPDATE product SET name = 'Another' WHERE sku = $1")
                .bind(0, sku)
                .then()
                .block(PATIENCE);
        return IntStream.range(0, 4).anyMatch(look -> name(sku).equals("Another"));
    }

    private String name(String sku) {
        return Objects.requireNonNull(caller("customer")
                        .get()
                        .uri("/api/products/" + sku)
                        .exchange()
                        .expectStatus()
                        .isOk()
                        .expectBody(Product.class)
                        .returnResult()
                        .getResponseBody())
                .name();
    }

    private boolean asksRedisSevenTimesAtOnceAtMost() {
        return metrics.get("resilience4j.bulkhead.max.allowed.concurrent.calls")
                        .tag("name", "redis")
                        .gauge()
                        .value()
                == 7;
    }

    private boolean isDegraded() {
        String sku = "push-" + UUID.randomUUID();
        addProduct(sku, 1);
        return "2;reason=forced"
                .equals(anybody()
                        .get()
                        .uri("/api/products/" + sku)
                        .exchange()
                        .returnResult(String.class)
                        .getResponseHeaders()
                        .getFirst("Ares-Degraded"));
    }

    private static ConditionFactory awaitPromised() {
        return await().pollInterval(Duration.ofMillis(50)).atMost(PROMISED);
    }

    private static void publish(String name, String document) throws NacosException {
        assertThat(nacos.publishConfig(name, SERVICE, document, "yaml")).isTrue();
    }

    private double refusedPushes(String name) {
        return metrics.counter("ares.settings.pushes", "settings", name, "outcome", "refused")
                .count();
    }

    private record Product(String name) {}
}
