package dev.ares.order.domain;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

import org.jspecify.annotations.Nullable;

/**
 * What a customer wants: well-formed, not yet priced.
 *
 * @param items at least one, each SKU once
 * @param paymentMethod the provider's name of it
 * @param redeemPoints each worth one minor unit of the order's currency; 0 for none
 * @param expectedTotal what the customer was shown; null when any price will do
 */
public record OrderRequest(
        List<Item> items,
        String paymentMethod,
        long redeemPoints,
        @Nullable Money expectedTotal) {

    public record Item(String sku, int quantity) {}

    public OrderRequest {
        items = List.copyOf(items);
    }

    public List<String> skus() {
        return items.stream().map(Item::sku).toList();
    }

    /** Makes the order of this request at these prices, or says why there can be none. Nothing is reserved by it. */
    public Placement at(Map<String, Money> prices, OrderId id, String userId, Instant now) {
        List<OrderLine> lines = new ArrayList<>();
        Set<String> currencies = new TreeSet<>();
        for (Item item : items) {
            Money price = prices.get(item.sku());
            if (price == null) {
                return new OrderRejection.UnknownSku(lines.size(), item.sku());
            }
            lines.add(new OrderLine(item.sku(), item.quantity(), price));
            currencies.add(price.currency());
        }
        if (currencies.size() > 1) {
            return new OrderRejection.MixedCurrencies(
                    currencies.stream().sorted().toList());
        }
        return settle(lines, id, userId, now);
    }

    private Placement settle(List<OrderLine> lines, OrderId id, String userId, Instant now) {
        Money gross = lines.stream().map(OrderLine::total).reduce(Money::plus).orElseThrow();
        if (redeemPoints >= gross.amount()) {
            return new OrderRejection.TooManyPoints(gross.amount());
        }
        Money total = gross.lessPoints(redeemPoints);
        if (expectedTotal != null && !expectedTotal.equals(total)) {
            return new OrderRejection.PriceChanged(total);
        }
        return new Placement.Placed(Order.placed(id, userId, lines, total, redeemPoints, now));
    }

    /** Equal for requests that ask for the same, however their JSON was written. Stored: it may never change. */
    public byte[] fingerprint() {
        StringBuilder text = new StringBuilder("1\n");
        for (Item item : items) {
            text.append(item.sku()).append('\t').append(item.quantity()).append('\n');
        }
        text.append(paymentMethod).append('\n').append(redeemPoints).append('\n');
        if (expectedTotal != null) {
            text.append(expectedTotal.amount()).append('\t').append(expectedTotal.currency());
        }
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.toString().getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform must provide SHA-256", e);
        }
    }
}
