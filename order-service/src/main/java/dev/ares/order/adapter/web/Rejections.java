package dev.ares.order.adapter.web;

import dev.ares.order.domain.Money;
import dev.ares.order.domain.OrderRejection;
import dev.ares.order.domain.RefundRejection;
import dev.ares.web.Problem;

/** What a refused order looks like to the customer. */
final class Rejections {

    private Rejections() {}

    static Problem problem(OrderRejection rejection) {
        if (rejection instanceof OrderRejection.UnknownSku unknown) {
            return Problem.unprocessable("unknown-sku", "items[" + unknown.item() + "].sku", "a product that is sold");
        } else if (rejection instanceof OrderRejection.MixedCurrencies mixed) {
            return Problem.unprocessable(
                    "mixed-currencies", "items", "one currency; got " + String.join(", ", mixed.currencies()));
        } else if (rejection instanceof OrderRejection.TooManyPoints points) {
            return Problem.badRequest("redeemPoints", "less than the items cost, " + points.gross());
        } else if (rejection instanceof OrderRejection.PriceChanged changed) {
            Money total = changed.total();
            return Problem.conflict(
                    "price-changed",
                    "PRICE_CHANGED: the total is now %d %s.".formatted(total.amount(), total.currency()));
        }
        throw new IllegalStateException("rejection: " + rejection + " (expected: one with a problem)");
    }

    static Problem problem(RefundRejection rejection) {
        if (rejection instanceof RefundRejection.NotConfirmed not) {
            return Problem.conflict(
                    "order-not-confirmed", "ORDER_NOT_CONFIRMED: the order is %s.".formatted(not.status()));
        } else if (rejection instanceof RefundRejection.NotOfTheOrder not) {
            return Problem.unprocessable(
                    "unknown-sku", "lines[" + not.line() + "].sku", "a product of the order; got " + not.sku());
        } else if (rejection instanceof RefundRejection.TooMany tooMany) {
            return Problem.unprocessable(
                    "more-than-bought",
                    "lines[" + tooMany.line() + "].quantity",
                    "at most %d of %s, as the others were returned or not bought"
                            .formatted(tooMany.left(), tooMany.sku()));
        }
        throw new IllegalStateException("rejection: " + rejection + " (expected: one with a problem)");
    }

    static Problem keyReused() {
        return Problem.unprocessable(
                "idempotency-key-reused", "Idempotency-Key", "a new key, or the body that it was first used with");
    }
}
