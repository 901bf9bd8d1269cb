package dev.ares.order.global;

/** Other checkouts held the stock for too long. Expected where many want the same, so it carries no trace. */
final class StockHeldException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    StockHeldException(String message) {
        super(message, null, false, false);
    }
}
