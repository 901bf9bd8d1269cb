package dev.ares.local.load;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;

import dev.ares.local.client.ShopClient;

/** Products for load runs, the same ones each time. */
public final class LoadProducts {

    private final ShopClient admin;

    /** @param admin who may create products and fill them up */
    public LoadProducts(ShopClient admin) {
        this.admin = admin;
    }

    /** Sees to it that so many products have at least so many pieces each; returns their SKUs in order of rank. */
    public List<String> prepare(int products, long stock) {
        return IntStream.rangeClosed(1, products)
                .mapToObj(number -> prepare("load-" + number, stock))
                .toList();
    }

    private String prepare(String sku, long stock) {
        var found = admin.get("/api/products/" + sku).expect(200, 404);
        if (found.status() == 404) {
            Map<String, Object> price = Map.of("amount", 1000, "currency", "EUR");
            admin.post("/api/admin/products", Map.of("sku", sku, "name", name(sku), "price", price, "stock", stock))
                    .expect(201, 409);
            return sku;
        }
        long missing = stock - found.body().path("available").asLong();
        if (missing > 0) {
            admin.post("/api/admin/products/" + sku + "/restock", Map.of("quantity", missing))
                    .expect(200, 201, 204);
        }
        return sku;
    }

    private static String name(String sku) {
        return "Product of load runs " + sku.toUpperCase(Locale.ROOT);
    }
}
