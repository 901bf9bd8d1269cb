package dev.ares.inventory;

import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.IntStream;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.tracing.Tracer;
import org.springframework.beans.factory.annotation.Autowired;

import dev.ares.local.teststack.TestServer;
import dev.ares.settings.LiveSettingsFactory;
import dev.ares.test.infrastructure.LocalInfrastructure;
import dev.ares.test.settings.PushesContract;

@LocalInfrastructure(
        database = "inventory",
        servers = {TestServer.POSTGRES, TestServer.REDIS, TestServer.KAFKA, TestServer.NACOS})
class PushesIT extends RunningService implements PushesContract {

    @Autowired
    private MeterRegistry metrics;

    @Autowired
    private LiveSettingsFactory live;

    @Autowired
    private Tracer tracer;

    @Override
    public Collection<String> followed() {
        return live.followed();
    }

    @Override
    public List<Pushable> documents() {
        return List.of(
                new Pushable(
                        "ares.cache",
                        "products: { time-to-live: 10ms }",
                        "products: { time-to-live: 1h }",
                        this::forgetsProductsAtOnce),
                new Pushable(
                        "ares.resilience",
                        "redis: { at-once: 7 }",
                        "redis: { at-once: 0 }",
                        this::asksRedisSevenTimesAtOnceAtMost),
                new Pushable("ares.degradation", "force: 2", "force: 4", this::isDegraded),
                new Pushable(
                        "ares.messaging.in-flight", "{ min: 7, max: 7 }", "{ min: 7, max: 6 }", this::readsSevenAtOnce),
                Pushable.sampling(tracer));
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
        return PushesContract.mayBeUnderWay(metrics, "redis", 7);
    }

    private boolean readsSevenAtOnce() {
        return metrics.get("ares.consumer.in.flight.limit").gauges().stream().allMatch(limit -> limit.value() == 7);
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

    private record Product(String name) {}
}
