package dev.ares.order.saga;

import java.util.List;
import java.util.stream.Collectors;

import reactor.core.publisher.Mono;

import dev.ares.order.application.Checkouts;
import dev.ares.order.application.NewOrder;
import dev.ares.order.application.UnreadableCheckoutException;
import dev.ares.order.domain.Order;
import dev.ares.order.domain.OrderId;
import dev.ares.saga.CancelResult;
import dev.ares.saga.SagaInstance.Phase;
import dev.ares.saga.SagaOrchestrator;

/** Carries an order through by the checkout saga, whose id is the order's. */
public final class SagaCheckouts implements Checkouts {

    private final SagaOrchestrator<CheckoutState> checkout;

    private final StockPolicies policies;

    public SagaCheckouts(SagaOrchestrator<CheckoutState> checkout, StockPolicies policies) {
        this.checkout = checkout;
        this.policies = policies;
    }

    @Override
    public Mono<Void> start(List<NewOrder> orders) {
        return checkout.start(
                orders.stream().collect(Collectors.toMap(one -> one.order().id().value(), this::state)));
    }

    private CheckoutState state(NewOrder placed) {
        Order order = placed.order();
        return CheckoutState.of(order, placed.paymentMethod(), placed.receiptEmail(), policies.of(order.id()));
    }

    @Override
    public Mono<Boolean> cancel(OrderId id) {
        return checkout.cancel(id.value(), Order.CANCELLED_BY_CUSTOMER).flatMap(result -> {
            if (result == CancelResult.UNKNOWN) {
                return Mono.error(new UnreadableCheckoutException(id));
            }
            return Mono.just(result == CancelResult.COMPLETED);
        });
    }

    @Override
    public Mono<Boolean> hold(OrderId id) {
        return checkout.hold(id.value()).map(phase -> phase == Phase.COMPLETED);
    }
}
