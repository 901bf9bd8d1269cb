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
    private static final int FEW = 50;
    private static final int PRICE = 1_000;

    private ChaosProducts() {}

    static List<String> create(ShopClient admin) {
        var skus = new ArrayList<String>();
        for (int number = 1; number <= PRODUCTS; number++) {
            String sku = "chaos-" + UUID.randomUUID();
            Map<String, Object> price = Map.of("amount", PRICE, "currency", "EUR");
            int stock = number < PRODUCTS ? PLENTY : FEW;
            admin.post("/api/admin/products", Map.of("sku", sku, "name", sku, "price", price, "stock", stock))
                    .expect(201);
            skus.add(sku);
        }
        return skus;
    }
}
