package dev.ares.inventory.domain;

/**
 * By which rule an order is admitted to stock. Under each, every line of an order is reserved or none, orders that came
 * together are decided in the order of arrival, and nothing is oversold. An order keeps the rule that it was placed under.
 */
public enum StockPolicy {
    /** Whatever is available. */
    ALL_OR_NOTHING {
        @Override
        long most(long available) {
            return available;
        }
    },

    /** No order takes more than half of what is available of a product, rounded up: the last piece may be bought. */
    HALF_AT_MOST {
        @Override
        long most(long available) {
            return available - available / 2;
        }
    };

    /** The most that one order may have; at most what is available. */
    abstract long most(long available);

    boolean admits(Line line, StockLevel level) {
        return line.quantity() <= most(level.available());
    }
}
