package dev.ares.order.interleaving;

/** The invariants of the design, by the names that the invariant checker gives them, as one order shows them. */
enum Invariant {
    /** What is reserved is sold or released, and no more pieces come back than were sold. */
    STOCK,
    /** Charged once, what the order costs, and nothing where it was cancelled; given back what its refunds say. */
    PAYMENT,
    /** What was held is spent or returned. */
    POINTS,
    /** Every order, refund and saga has ended, and none was contradicted or parked. */
    ENDED,
    /** Each effect is there exactly once, and each refund was told once. */
    ONCE
}
