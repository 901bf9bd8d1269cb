package dev.ares.order;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.UUID;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.tracing.Tracer;
import org.springframework.beans.factory.annotation.Autowired;

import dev.ares.settings.LiveSettingsFactory;
import dev.ares.test.settings.PushesContract;

class PushesIT extends RunningService implements PushesContract {

    /** Less than a price is known for twice in application.yml: two seconds, less their jitter and a reload ahead. */
    private static final Duration SHORT = Duration.ofMillis(2500);

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
                        "ares.order.stock-policy",
                        "shares: { all-or-nothing: 0, half-at-most: 100 }",
                        "shares: { half-at-most: 99 }",
                        this::leavesHalfToOthers),
                new Pushable(
                        "ares.cache",
                        "prices: { time-to-live: 10ms }",
                        "prices: { missing-to-live: 1s }",
                        this::asksForPricesAgainAndAgain),
                new Pushable(
                        "ares.resilience",
                        "inventory-service: { at-once: 7 }",
                        "inventory-service: { at-once: 0 }",
                        this::asksInventorySevenTimesAtOnceAtMost),
                new Pushable("ares.degradation", "force: 3", "force: 4", this::isDegraded),
                new Pushable(
                        "ares.messaging.in-flight", "{ min: 7, max: 7 }", "{ min: 7, max: 6 }", this::readsSevenAtOnce),
                Pushable.sampling(tracer));
    }

    /** By what the checkout of a new order was started with. */
    private boolean leavesHalfToOthers() {
        String id = body(place("pia", newKey(), order("pm_card_visa", "mug"), "wait=0")
                        .expectStatus()
                        .isAccepted())
                .path("id")
                .asString();
        String state = database.sql("SELECT convert_from(state, 'UTF8') FROM saga_instance WHERE id = :id")
                .bind("id", UUID.fromString(id))
                .mapValue(String.class)
                .one()
                .block(PATIENCE);
        return Objects.requireNonNull(state).contains("\"HALF_AT_MOST\"");
    }

    /** For three orders in less time than a price is known for twice otherwise, however slow the others are. */
    private boolean asksForPricesAgainAndAgain() {
        List<Long> begun = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            int before = INVENTORY_SERVICE.asked("tray");
            long begin = System.nanoTime();
            place("pia", newKey(), order("pm_card_visa", "tray"), "wait=0")
                    .expectStatus()
                    .isAccepted();
            if (INVENTORY_SERVICE.asked("tray") > before) {
                begun.add(begin);
            }
            int last = begun.size() - 1;
            if (last >= 2 && System.nanoTime() - begun.get(last - 2) < SHORT.toNanos()) {
                return true;
            }
        }
        return false;
    }

    private boolean asksInventorySevenTimesAtOnceAtMost() {
        return PushesContract.mayBeUnderWay(metrics, "inventory-service", 7);
    }

    private boolean isDegraded() {
        return "3;reason=forced"
                .equals(customer("pia")
                        .get()
                        .uri("/api/orders")
                        .exchange()
                        .returnResult(String.class)
                        .getResponseHeaders()
                        .getFirst("Ares-Degraded"));
    }

    private boolean readsSevenAtOnce() {
        return metrics.get("ares.consumer.in.flight.limit").gauges().stream().allMatch(limit -> limit.value() == 7);
    }
}
