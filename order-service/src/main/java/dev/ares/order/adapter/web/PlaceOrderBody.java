package dev.ares.order.adapter.web;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import dev.ares.order.domain.Money;
import dev.ares.order.domain.OrderRequest;
import dev.ares.web.Problem;

/** The body of {@code POST /api/orders}; made only when it is well-formed. */
record PlaceOrderBody(
        List<Item> items,
        Payment payment,
        @Nullable Long redeemPoints,
        @Nullable Amount expectedTotal) {

    private static final int MOST_ITEMS = 50;

    PlaceOrderBody {
        if (items.isEmpty() || items.size() > MOST_ITEMS) {
            throw Problem.badRequest("items", "1 to " + MOST_ITEMS + " items");
        }
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < items.size(); i++) {
            if (!seen.add(items.get(i).sku())) {
                throw Problem.badRequest("items[" + i + "].sku", "each SKU once; the quantity says how many");
            }
        }
        if (redeemPoints != null && redeemPoints < 0) {
            throw Problem.badRequest("redeemPoints", "0 or more");
        }
    }

    record Item(String sku, int quantity) {

        private static final int MOST = 1000;

        Item {
            if (!sku.matches("[!-~]{1,64}")) {
                throw Problem.badRequest("sku", "1 to 64 visible ASCII characters");
            }
            if (quantity < 1 || quantity > MOST) {
                throw Problem.badRequest("quantity", "1 to " + MOST);
            }
        }
    }

    /** @param method the provider's name of it, such as {@code pm_card_visa} */
    record Payment(String method) {

        Payment {
            if (!method.matches("[A-Za-z0-9_]{1,255}")) {
                throw Problem.badRequest("method", "1 to 255 letters, digits and underscores");
            }
        }
    }

    /** @param amount in minor units */
    record Amount(long amount, String currency) {

        Amount {
            if (amount < 1) {
                throw Problem.badRequest("amount", "minor units, 1 or more");
            }
            if (!currency.matches("[A-Z]{3}")) {
                throw Problem.badRequest("currency", "an ISO 4217 code in upper case");
            }
        }
    }

    OrderRequest request() {
        return new OrderRequest(
                items.stream()
                        .map(item -> new OrderRequest.Item(item.sku(), item.quantity()))
                        .toList(),
                payment.method(),
                redeemPoints == null ? 0 : redeemPoints,
                expectedTotal == null ? null : new Money(expectedTotal.amount(), expectedTotal.currency()));
    }
}
