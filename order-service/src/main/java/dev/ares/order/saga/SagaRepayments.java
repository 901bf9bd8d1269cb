package dev.ares.order.saga;

import reactor.core.publisher.Mono;

import dev.ares.order.application.Repayments;
import dev.ares.order.domain.Order;
import dev.ares.order.domain.Refund;
import dev.ares.saga.SagaOrchestrator;

/** Carries a refund through by the refund saga, whose id is the refund's. */
public final class SagaRepayments implements Repayments {

    private final SagaOrchestrator<RefundState> refund;

    public SagaRepayments(SagaOrchestrator<RefundState> refund) {
        this.refund = refund;
    }

    @Override
    public Mono<Void> start(Order order, Refund started) {
        return refund.start(started.id(), RefundState.of(order, started));
    }
}
