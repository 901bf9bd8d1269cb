package dev.ares.order.adapter.metrics;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import reactor.core.publisher.Mono;

import dev.ares.messaging.AfterCommit;
import dev.ares.order.application.Checkouts;
import dev.ares.order.application.NewOrder;
import dev.ares.order.domain.OrderId;
import dev.ares.saga.SagaListener;
import dev.ares.saga.SagaMilestone;

/**
 * Counts orders once they are committed: {@code ares.orders} by {@code outcome} and, where there is one, {@code reason};
 * and times {@code ares.order.decision} by {@code outcome}, from placing an order to its outcome, waiting included.
 *
 * <pre>placed = confirmed + cancelled + undecided</pre>
 */
public final class OrderMetrics {

    private static final String CONFIRMED = "confirmed";
    private static final String CANCELLED = "cancelled";

    private final MeterRegistry registry;
    private final Clock clock;

    public OrderMetrics(MeterRegistry registry, Clock clock) {
        this.registry = registry;
        this.clock = clock;
        // A counter that begins at zero shows its first increment as a rate, one that begins at one does not.
        List.of("placed", CONFIRMED).forEach(outcome -> counter(outcome, ""));
        List.of("OUT_OF_STOCK", "PAYMENT_DECLINED", "EXPIRED").forEach(reason -> counter(CANCELLED, reason));
    }

    /** The same checkouts, counted when they start. */
    public Checkouts counted(Checkouts checkouts) {
        return new Checkouts() {
            @Override
            public Mono<Void> start(List<NewOrder> orders) {
                return checkouts.start(orders).then(AfterCommit.run(() -> counter("placed", "")
                        .increment(orders.size())));
            }

            @Override
            public Mono<Boolean> hold(OrderId id) {
                return checkouts.hold(id);
            }

            @Override
            public Mono<Boolean> cancel(OrderId id) {
                return checkouts.cancel(id);
            }
        };
    }

    /** The same listener, counted with each order that is decided. */
    public SagaListener counted(SagaListener listener) {
        return milestones -> listener.apply(milestones).then(AfterCommit.run(() -> decided(milestones)));
    }

    private void decided(List<SagaMilestone> milestones) {
        for (SagaMilestone milestone : milestones) {
            if (milestone instanceof SagaMilestone.PivotPassed) {
                decided(CONFIRMED, "", milestone.sagaId());
            } else if (milestone instanceof SagaMilestone.Compensated compensated) {
                decided(CANCELLED, compensated.reason(), milestone.sagaId());
            }
        }
    }

    private void decided(String outcome, String reason, UUID order) {
        counter(outcome, reason).increment();
        Timer.builder("ares.order.decision")
                .description("From placing an order until it is confirmed or cancelled")
                .tag("outcome", outcome)
                .register(registry)
                .record(Duration.between(placedAt(order), clock.instant()));
    }

    private Counter counter(String outcome, String reason) {
        return Counter.builder("ares.orders")
                .description("placed = confirmed + cancelled + undecided")
                .tag("outcome", outcome)
                .tag("reason", reason)
                .register(registry);
    }

    /** An order's id carries the millisecond in which it was placed. */
    private static Instant placedAt(UUID order) {
        return Instant.ofEpochMilli(order.getMostSignificantBits() >>> 16);
    }
}
