package dev.ares.inventory.domain;

/**
 * The stock of a product: what may still be reserved, what is reserved for orders under way, what is sold. None is
 * ever negative, and their sum changes by restocking alone. The version grows by one with every stored change.
 */
public record StockLevel(Sku sku, long available, long reserved, long sold, long version) {

    /** The most that one product's stock starts with, or that one restock adds. */
    public static final long MAX_QUANTITY = 1_000_000_000L;

    public StockLevel {
        if (available < 0 || reserved < 0 || sold < 0) {
            throw new IllegalStateException("stock of %s: available %d, reserved %d, sold %d (expected: none negative)"
                    .formatted(sku, available, reserved, sold));
        }
    }

    /** The stock of a new product. */
    public static StockLevel initial(Sku sku, long quantity) {
        return new StockLevel(sku, quantity, 0, 0, 1);
    }

    public static boolean isValidRestock(long quantity) {
        return quantity >= 1 && quantity <= MAX_QUANTITY;
    }

    public static boolean isValidInitial(long quantity) {
        return quantity >= 0 && quantity <= MAX_QUANTITY;
    }

    /** Everything that ever came in. */
    public long stocked() {
        return available + reserved + sold;
    }

    /** The level after a move, of the same version still: the version counts stored changes, not the moves in one. */
    StockLevel after(StockMove move) {
        return new StockLevel(
                sku, available + move.available(), reserved + move.reserved(), sold + move.sold(), version);
    }
}
