package dev.ares.order.saga;

import java.util.List;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

import dev.ares.order.domain.Money;
import dev.ares.order.domain.OrderLine;
import dev.ares.order.domain.StockPolicy;

/** What the checkout asks of others. Each is harmless when repeated: its natural key is order and step. */
public sealed interface CheckoutCommand {

    UUID orderId();

    record ReserveStock(UUID orderId, List<OrderLine> lines, StockPolicy policy) implements CheckoutCommand {

        static ReserveStock of(CheckoutState state) {
            StockPolicy policy = state.stockPolicy();
            return new ReserveStock(
                    state.orderId(), state.lines(), policy == null ? StockPolicy.ALL_OR_NOTHING : policy);
        }
    }

    record ReleaseStock(UUID orderId) implements CheckoutCommand {

        static ReleaseStock of(CheckoutState state) {
            return new ReleaseStock(state.orderId());
        }
    }

    record HoldPoints(UUID orderId, String userId, long points) implements CheckoutCommand {

        static HoldPoints of(CheckoutState state) {
            return new HoldPoints(state.orderId(), state.userId(), state.redeemedPoints());
        }
    }

    record ReturnPoints(UUID orderId, String userId) implements CheckoutCommand {

        static ReturnPoints of(CheckoutState state) {
            return new ReturnPoints(state.orderId(), state.userId());
        }
    }

    record Pay(
            UUID orderId,
            String userId,
            Money amount,
            String paymentMethod,
            @Nullable String receiptEmail) implements CheckoutCommand {

        static Pay of(CheckoutState state) {
            return new Pay(state.orderId(), state.userId(), state.total(), state.paymentMethod(), state.receiptEmail());
        }
    }

    /** Told to inventory, which commits the stock, and to user, which settles the points. */
    record OrderConfirmed(UUID orderId, String userId, List<OrderLine> lines, Money total, long redeemedPoints)
            implements CheckoutCommand {

        static OrderConfirmed of(CheckoutState state) {
            return new OrderConfirmed(
                    state.orderId(), state.userId(), state.lines(), state.total(), state.redeemedPoints());
        }
    }
}
