package dev.ares.order.domain;

/** Where a refund stands: pending first, then one of the others for ever. */
public enum RefundStatus {
    /** The money is not given back yet. */
    PENDING,
    /** The money is given back; stock and points follow. */
    SUCCEEDED,
    /** Definitely not given back. Nothing else was done either. */
    REFUSED
}
