package dev.ares.inventory.domain;

/** Why an order gets nothing. The names are stored and sent: they are stable. */
public enum Refusal {
    /** A product of the order is not available in its quantity, or unknown. */
    OUT_OF_STOCK,
    /** The order gave its reservation back, perhaps before it was made. */
    RELEASED
}
