package dev.ares.inventory;

import java.util.Objects;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import com.alibaba.nacos.api.exception.NacosException;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.tracing.Span;
import io.micrometer.tracing.Tracer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;

import dev.ares.local.teststack.TestServer;
import dev.ares.settings.LiveSettingsFactory;
import dev.ares.test.infrastructure.Infrastructure;
import dev.ares.test.infrastructure.LocalInfrastructure;
import dev.ares.test.settings.PushedDocuments;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

/** Of each document of this service: in force within two seconds, from pushing it to its effect; and wrong ones never. */
@LocalInfrastructure(
        database = "inventory",
        servers = {TestServer.POSTGRES, TestServer.REDIS, TestServer.KAFKA, TestServer.NACOS})
class PushesIT extends RunningService {

    private static PushedDocuments pushed;

    @Autowired
    private MeterRegistry metrics;

    @Autowired
    private LiveSettingsFactory live;

    @Autowired
    private Tracer tracer;

    @BeforeAll
    static void connect(Infrastructure infrastructure) throws NacosException {
        pushed = PushedDocuments.of("inventory-service", infrastructure);
    }

    @AfterAll
    static void disconnect() throws NacosException {
        pushed.close();
    }

    @ParameterizedTest
    @MethodSource("documents")
    void isInForceInTimeAndAWrongOneChangesNothing(
            String name, String document, String wrong, Predicate<PushesIT> inForce) throws NacosException {
        pushed.mustBeInForceInTime(name, document, wrong, () -> inForce.test(this), () -> refusedPushes(name));
    }

    @Test
    void noDocumentThatTheServiceFollowsIsMissingHere() {
        assertThat(documents().map(document -> document.get()[0])).containsExactlyInAnyOrderElementsOf(live.followed());
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
                document("ares.degradation", "force: 2", "force: 4", PushesIT::isDegraded),
                document(
                        "ares.messaging.in-flight",
                        "{ min: 7, max: 7 }",
                        "{ min: 7, max: 6 }",
                        PushesIT::readsSevenAtOnce),
                document("ares.sampling", "ratio: 1", "ratio: 2", PushesIT::recordsEveryTrace));
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

    private boolean readsSevenAtOnce() {
        return metrics.get("ares.consumer.in.flight.limit").gauges().stream().allMatch(limit -> limit.value() == 7);
    }

    private boolean recordsEveryTrace() {
        return IntStream.range(0, 20)
                .allMatch(i -> isRecorded(tracer.spanBuilder().setNoParent().start()));
    }

    private static boolean isRecorded(Span span) {
        span.end();
        return Boolean.TRUE.equals(span.context().sampled());
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

    private double refusedPushes(String name) {
        return metrics.counter("ares.settings.pushes", "settings", name, "outcome", "refused")
                .count();
    }

    private record Product(String name) {}
}
