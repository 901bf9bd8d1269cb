package dev.ares.local.chaos;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import dev.ares.local.client.ShopClient;

/** Products of one run: enough of all but the last, and that one runs out. */
final class ChaosProducts {

    private static final int PRODUCTS = 20;
    private static final int PLENTY = 1_000_000;
    private static final int FEW = 100;
    /** Minor units: shares of them do not come out even. */
    private static final List<Integer> PRICES = List.of(199, 1_250, 1_000);

    private ChaosProducts() {}

    static List<String> create(ShopClient admin) {
        var skus = new ArrayList<String>();
        for (int number = 1; number <= PRODUCTS; number++) {
            String sku = "chaos-" + UUID.randomUUID();
            Map<String, Object> price = Map.of("amount", PRICES.get(number % PRICES.size()), "currency", "EUR");
            int stock = number < PRODUCTS ? PLENTY : FEW;
            admin.post("/api/admin/products", Map.of("sku", sku, "name", sku, "price", price, "stock", stock))
                    .expect(201);
            skus.add(sku);
        }
        return skus;
    }
}
