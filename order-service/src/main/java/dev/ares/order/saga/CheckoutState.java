package dev.ares.order.saga;

import java.util.List;
import java.util.Optional;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

import dev.ares.order.domain.Money;
import dev.ares.order.domain.Order;
import dev.ares.order.domain.OrderLine;
import dev.ares.order.domain.StockPolicy;

/**
 * What a checkout is started with. Stored with the saga: a component that is added later must be nullable.
 *
 * @param total what is paid, after redeemed points
 * @param receiptEmail null when the customer's profile could not be fetched
 * @param stockPolicy by which the order is admitted to stock, however often that is asked and whatever is configured
 *     meanwhile; null in checkouts started before there was a choice
 */
public record CheckoutState(
        UUID orderId,
        String userId,
        List<OrderLine> lines,
        Money total,
        long redeemedPoints,
        String paymentMethod,
        @Nullable String receiptEmail,
        @Nullable StockPolicy stockPolicy) {

    public CheckoutState {
        lines = List.copyOf(lines);
    }

    static CheckoutState of(Order order, String paymentMethod, Optional<String> receiptEmail, StockPolicy stockPolicy) {
        return new CheckoutState(
                order.id().value(),
                order.userId(),
                order.lines(),
                order.total(),
                order.redeemedPoints(),
                paymentMethod,
                receiptEmail.orElse(null),
                stockPolicy);
    }

    boolean redeemsPoints() {
        return redeemedPoints > 0;
    }
}
