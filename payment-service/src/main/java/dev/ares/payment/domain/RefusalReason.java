package dev.ares.payment.domain;

/** Why a payment was refused, as customers are told. The names are stable. */
public enum RefusalReason {
    PAYMENT_DECLINED,
    /** The bank wants the customer to act, which this shop does not offer. */
    PAYMENT_ACTION_REQUIRED
}
