package dev.ares.order.saga;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import reactor.core.publisher.Mono;

import dev.ares.order.application.SettleOrders;
import dev.ares.order.application.StartRefunds;
import dev.ares.order.domain.OrderId;
import dev.ares.saga.SagaListener;
import dev.ares.saga.SagaMilestone;

/** What a checkout's outcome means for its order: paid is confirmed, undone is cancelled, complete may be refunded. */
public final class CheckoutOutcomes implements SagaListener {

    private final SettleOrders settle;
    private final StartRefunds refunds;

    public CheckoutOutcomes(SettleOrders settle, StartRefunds refunds) {
        this.settle = settle;
        this.refunds = refunds;
    }

    @Override
    public Mono<Void> apply(List<SagaMilestone> milestones) {
        Set<OrderId> confirmed = new HashSet<>();
        Map<OrderId, String> cancelled = new HashMap<>();
        Set<OrderId> completed = new HashSet<>();
        Set<OrderId> toBeRefunded = new HashSet<>();
        for (SagaMilestone milestone : milestones) {
            OrderId order = new OrderId(milestone.sagaId());
            if (milestone instanceof SagaMilestone.PivotPassed) {
                confirmed.add(order);
            } else if (milestone instanceof SagaMilestone.Compensated compensated) {
                cancelled.put(order, compensated.reason());
            } else if (milestone instanceof SagaMilestone.Completed complete) {
                completed.add(order);
                if (complete.cancelRequested() != null) {
                    toBeRefunded.add(order);
                }
            }
        }
        return settle.confirm(confirmed)
                .then(settle.cancel(cancelled))
                .then(Mono.defer(() -> completed.isEmpty() ? Mono.empty() : refunds.after(completed, toBeRefunded)));
    }
}
