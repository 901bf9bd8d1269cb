package dev.ares.order.adapter.metrics;

import java.util.List;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;

import dev.ares.messaging.AfterCommit;
import dev.ares.saga.SagaListener;
import dev.ares.saga.SagaMilestone;

/**
 * Counts how refunds ended, once it is committed: {@code ares.refunds} by {@code outcome} (succeeded, refused) and, for a
 * refusal, {@code reason}.
 */
public final class RefundMetrics {

    private static final String SUCCEEDED = "succeeded";
    private static final String REFUSED = "refused";

    private final MeterRegistry registry;

    public RefundMetrics(MeterRegistry registry) {
        this.registry = registry;
        counter(SUCCEEDED, "");
    }

    /** The same listener, counted with each refund that ends. */
    public SagaListener counted(SagaListener listener) {
        return milestones -> listener.apply(milestones).then(AfterCommit.run(() -> ended(milestones)));
    }

    private void ended(List<SagaMilestone> milestones) {
        for (SagaMilestone milestone : milestones) {
            if (milestone instanceof SagaMilestone.PivotPassed) {
                counter(SUCCEEDED, "").increment();
            } else if (milestone instanceof SagaMilestone.Compensated compensated) {
                counter(REFUSED, compensated.reason()).increment();
            }
        }
    }

    private Counter counter(String outcome, String reason) {
        return Counter.builder("ares.refunds")
                .description("How refunds ended")
                .tag("outcome", outcome)
                .tag("reason", reason)
                .register(registry);
    }
}
