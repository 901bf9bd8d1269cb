package dev.ares.order.adapter.web;

import dev.ares.order.domain.Money;
import dev.ares.order.domain.OrderRejection;
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

    static Problem keyReused() {
        return Problem.unprocessable(
                "idempotency-key-reused", "Idempotency-Key", "a new key, or the body that it was first used with");
    }
}
