package dev.ares.local.client;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The body of {@code POST /api/orders}.
 *
 * @param redeemPoints 0 to redeem none
 */
public record OrderRequest(List<Line> items, String paymentMethod, long redeemPoints) {

    /** A card that is accepted. */
    public static final String GOOD_CARD = "pm_card_visa";

    /** A card that is declined. */
    public static final String DECLINED_CARD = "pm_card_chargeDeclined";

    /** One line of an order. */
    public record Line(String sku, long quantity) {}

    /** An order of one line with a good card. */
    public static OrderRequest of(String sku, long quantity) {
        return new OrderRequest(List.of(new Line(sku, quantity)), GOOD_CARD, 0);
    }

    /** An order of several lines, one piece each, with a good card. */
    public static OrderRequest ofOneEach(List<String> skus) {
        return new OrderRequest(skus.stream().map(sku -> new Line(sku, 1)).toList(), GOOD_CARD, 0);
    }

    public OrderRequest redeeming(long points) {
        return new OrderRequest(items, paymentMethod, points);
    }

    public OrderRequest payingWith(String method) {
        return new OrderRequest(items, method, redeemPoints);
    }

    String json() {
        var body = new LinkedHashMap<String, Object>();
        body.put("items", items);
        body.put("payment", Map.of("method", paymentMethod));
        if (redeemPoints > 0) {
            body.put("redeemPoints", redeemPoints);
        }
        return Json.MAPPER.writeValueAsString(body);
    }
}
