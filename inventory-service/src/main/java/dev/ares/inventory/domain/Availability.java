package dev.ares.inventory.domain;

/** What is available of a product, as of a version of its stock. A hint: admission decides on the stock itself. */
public record Availability(Sku sku, long available, long version) {

    public static Availability of(StockLevel level) {
        return new Availability(level.sku(), level.available(), level.version());
    }
}
