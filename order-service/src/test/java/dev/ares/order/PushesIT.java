package dev.ares.order;

import java.util.Collection;
import java.util.List;
import java.util.stream.IntStream;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.tracing.Tracer;
import org.springframework.beans.factory.annotation.Autowired;

import dev.ares.contracts.inventory.v1.ReserveStock;
import dev.ares.contracts.inventory.v1.StockPolicy;
import dev.ares.settings.LiveSettingsFactory;
import dev.ares.test.settings.PushesContract;

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

    private boolean leavesHalfToOthers() {
        String id = placed("pia", order("pm_card_visa", "mug")).path("id").asString();
        return participants.commandsFor(id).stream()
                .anyMatch(command -> command instanceof ReserveStock reserve
                        && reserve.getPolicy() == StockPolicy.STOCK_POLICY_HALF_AT_MOST);
    }

    /** Of orders that come within the two seconds for which a price is known otherwise. */
    private boolean asksForPricesAgainAndAgain() {
        int before = INVENTORY_SERVICE.asked("tray");
        IntStream.range(0, 6).forEach(i -> place("pia", newKey(), order("pm_card_visa", "tray"), "wait=0")
                .expectStatus()
                .isAccepted());
        return INVENTORY_SERVICE.asked("tray") >= before + 3;
    }

    private boolean asksInventorySevenTimesAtOnceAtMost() {
        return metrics.get("resilience4j.bulkhead.max.allowed.concurrent.calls")
                        .tag("name", "inventory-service")
                        .gauge()
                        .value()
                == 7;
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
