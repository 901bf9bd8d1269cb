package dev.ares.order.domain;

/** By which rule inventory admits an order to stock. The names are stored and configured: they are stable. */
public enum StockPolicy {
    /** Whatever is available, in the order of arrival. */
    ALL_OR_NOTHING,
    /** No order takes more than half of what is available of a product, rounded up. */
    HALF_AT_MOST
}
