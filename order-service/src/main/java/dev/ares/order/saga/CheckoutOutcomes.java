package dev.ares.order.saga;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import reactor.core.publisher.Mono;

import dev.ares.order.application.SettleOrders;
import dev.ares.order.domain.OrderId;
import dev.ares.saga.SagaListener;
import dev.ares.saga.SagaMilestone;

/** What a checkout's outcome means for its order: paid is confirmed, undone is cancelled. */
public final class CheckoutOutcomes implements SagaListener {

    private final SettleOrders settle;

    public CheckoutOutcomes(SettleOrders settle) {
        this.settle = settle;
    }

    @Override
    public Mono<Void> apply(List<SagaMilestone> milestones) {
        Set<OrderId> confirmed = new HashSet<>();
        Map<OrderId, String> cancelled = new HashMap<>();
        for (SagaMilestone milestone : milestones) {
            OrderId order = new OrderId(milestone.sagaId());
            if (milestone instanceof SagaMilestone.PivotPassed) {
                confirmed.add(order);
            } else if (milestone instanceof SagaMilestone.Compensated compensated) {
                cancelled.put(order, compensated.reason());
            }
        }
        return settle.confirm(confirmed).then(settle.cancel(cancelled));
    }
}
