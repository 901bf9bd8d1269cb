package dev.ares.payment.domain;

/** Why a refund was refused. The names are stable. */
public enum RefundRefusal {
    /** By the provider. */
    REFUND_REFUSED,
    /** Less is left of what was captured; the provider was never asked. */
    EXCEEDS_CAPTURED
}
