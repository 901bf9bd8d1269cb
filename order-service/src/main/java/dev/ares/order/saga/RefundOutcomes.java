package dev.ares.order.saga;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

import reactor.core.publisher.Mono;

import dev.ares.order.application.SettleRefunds;
import dev.ares.saga.SagaListener;
import dev.ares.saga.SagaMilestone;

/** What a refund saga's outcome means for its refund: paid back is succeeded, turned back is refused. */
public final class RefundOutcomes implements SagaListener {

    private final SettleRefunds settle;

    public RefundOutcomes(SettleRefunds settle) {
        this.settle = settle;
    }

    @Override
    public Mono<Void> apply(List<SagaMilestone> milestones) {
        Set<UUID> succeeded = new HashSet<>();
        Map<UUID, String> refused = new HashMap<>();
        for (SagaMilestone milestone : milestones) {
            if (milestone instanceof SagaMilestone.PivotPassed) {
                succeeded.add(milestone.sagaId());
            } else if (milestone instanceof SagaMilestone.Compensated compensated) {
                refused.put(milestone.sagaId(), compensated.reason());
            }
        }
        // In this sequence: a refusal may lock the order's checkout (HonourCancels), a success locks the order, and a
        // cancel of the order locks its checkout first. The other way round, the two would meet it in a deadlock.
        return settle.refuse(refused).then(Mono.defer(() -> settle.succeed(succeeded)));
    }
}
