package dev.ares.local.load;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import java.util.stream.IntStream;

import dev.ares.local.client.Shelf;
import dev.ares.local.client.ShopClient;

/** Products for load runs, the same ones each time. */
public final class LoadProducts {

    /** Of a piece of each, in minor units of EUR. */
    public static final long PRICE = 1000;

    private final ShopClient admin;
    private final Shelf shelf;

    /** @param admin who may create products and fill them up */
    public LoadProducts(ShopClient admin) {
        this.admin = admin;
        this.shelf = new Shelf(admin);
    }

    /** Sees to it that so many products have at least so many pieces each; returns their SKUs in order of rank. */
    public List<String> prepare(int products, long stock) {
        return IntStream.rangeClosed(1, products)
                .mapToObj(number -> prepare("load-" + number, stock))
                .toList();
    }

    private String prepare(String sku, long stock) {
        OptionalLong available = shelf.available(sku);
        if (available.isEmpty()) {
            Map<String, Object> price = Map.of("amount", PRICE, "currency", "EUR");
            admin.post("/api/admin/products", Map.of("sku", sku, "name", name(sku), "price", price, "stock", stock))
                    .expect(201, 409);
        } else if (available.getAsLong() < stock) {
            admin.post("/api/admin/products/" + sku + "/restock", Map.of("quantity", stock - available.getAsLong()))
                    .expect(200, 201, 204);
        }
        return sku;
    }

    private static String name(String sku) {
        return "Product of load runs " + sku.toUpperCase(Locale.ROOT);
    }
}
