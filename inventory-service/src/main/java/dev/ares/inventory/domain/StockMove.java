package dev.ares.inventory.domain;

/** A change of one product's stock, as what is added to each part; what is taken is negative. */
public record StockMove(Sku sku, long available, long reserved, long sold) {

    public static StockMove restock(Sku sku, long quantity) {
        return new StockMove(sku, quantity, 0, 0);
    }

    static StockMove reserve(Line line) {
        return new StockMove(line.sku(), -line.quantity(), line.quantity(), 0);
    }

    static StockMove release(Line line) {
        return new StockMove(line.sku(), line.quantity(), -line.quantity(), 0);
    }

    static StockMove sell(Line line) {
        return new StockMove(line.sku(), 0, -line.quantity(), line.quantity());
    }

    static StockMove takeBack(Line line) {
        return new StockMove(line.sku(), line.quantity(), 0, -line.quantity());
    }

    StockMove and(StockMove other) {
        return new StockMove(sku, available + other.available, reserved + other.reserved, sold + other.sold);
    }

    boolean changesNothing() {
        return available == 0 && reserved == 0 && sold == 0;
    }
}
