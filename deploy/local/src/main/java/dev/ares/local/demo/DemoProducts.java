package dev.ares.local.demo;

import java.util.Map;
import java.util.OptionalLong;

import dev.ares.local.client.Shelf;
import dev.ares.local.client.ShopClient;

/** What the demo sells, put on the shelf by the first admin. */
final class DemoProducts {

    static final String MUG = "ares-mug";
    static final String SHIRT = "ares-shirt";
    static final String POSTER = "ares-poster";

    /** So few posters that an order of two is refused; none is ever sold. */
    static final int POSTERS = 1;

    private static final int ENOUGH = 100;
    private static final int FEW = 20;

    private final ShopClient admin;
    private final Shelf shelf;

    DemoProducts(ShopClient admin) {
        this.admin = admin;
        this.shelf = new Shelf(admin);
    }

    /** Adds the products that are missing and fills up those that run out. Harmless when repeated. */
    void prepare() {
        stock(MUG, "Ares mug", 1299, ENOUGH);
        stock(SHIRT, "Ares T-shirt", 2499, ENOUGH);
        stock(POSTER, "Ares poster", 900, POSTERS);
    }

    private void stock(String sku, String name, long price, int stock) {
        OptionalLong available = shelf.available(sku);
        if (available.isEmpty()) {
            admin.post(
                            "/api/admin/products",
                            Map.of(
                                    "sku",
                                    sku,
                                    "name",
                                    name,
                                    "price",
                                    Map.of("amount", price, "currency", "EUR"),
                                    "stock",
                                    stock))
                    .expect(201, 409);
        } else if (stock == ENOUGH && available.getAsLong() < FEW) {
            admin.post("/api/admin/products/" + sku + "/restock", Map.of("quantity", ENOUGH))
                    .expect(200, 201, 204);
        }
    }
}
