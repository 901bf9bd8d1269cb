package dev.ares.order;

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

import dev.ares.contracts.inventory.v1.ReserveStock;
import dev.ares.contracts.inventory.v1.StockPolicy;
import dev.ares.settings.LiveSettingsFactory;
import dev.ares.test.infrastructure.Infrastructure;
import dev.ares.test.settings.PushedDocuments;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

/** Of each document of this service: in force within two seconds, from pushing it to its effect; and wrong ones never. */
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
        pushed = PushedDocuments.of("order-service", infrastructure);
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
                        "ares.order.stock-policy",
                        "shares: { all-or-nothing: 0, half-at-most: 100 }",
                        "shares: { half-at-most: 99 }",
                        PushesIT::leavesHalfToOthers),
                document(
                        "ares.cache",
                        "prices: { time-to-live: 10ms }",
                        "prices: { missing-to-live: 1s }",
                        PushesIT::asksForPricesAgainAndAgain),
                document(
                        "ares.resilience",
                        "inventory-service: { at-once: 7 }",
                        "inventory-service: { at-once: 0 }",
                        PushesIT::asksInventorySevenTimesAtOnceAtMost),
                document("ares.degradation", "force: 3", "force: 4", PushesIT::isDegraded),
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

    private boolean leavesHalfToOthers() {
        String id = placed("pia", order("pm_card_visa", "mug")).path("id").asString();
        return participants.commandsFor(id).stream()
                .anyMatch(command -> command instanceof ReserveStock reserve
                        && reserve.getPolicy() == StockPolicy.STOCK_POLICY_HALF_AT_MOST);
    }

    /** Of orders that come within the two seconds for which a price is known otherwise. */
    private boolean asksForPricesAgainAndAgain() {
        int before = INVENTORY_SERVICE.asked("tray");
        IntStream.range(0, 8).forEach(i -> place("pia", newKey(), order("pm_card_visa", "tray"), "wait=0")
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

    private boolean recordsEveryTrace() {
        return IntStream.range(0, 20)
                .allMatch(i -> isRecorded(tracer.spanBuilder().setNoParent().start()));
    }

    private static boolean isRecorded(Span span) {
        span.end();
        return Boolean.TRUE.equals(span.context().sampled());
    }

    private double refusedPushes(String name) {
        return metrics.counter("ares.settings.pushes", "settings", name, "outcome", "refused")
                .count();
    }
}
