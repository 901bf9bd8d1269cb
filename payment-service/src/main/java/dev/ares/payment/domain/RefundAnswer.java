package dev.ares.payment.domain;

/** What the provider says of a refund, or that it does not say. */
public sealed interface RefundAnswer {

    /** @param reference the provider's own id of the refund */
    record Refunded(String reference) implements RefundAnswer {}

    /** Definite: nothing was given back and nothing will be. */
    record Refused(String why) implements RefundAnswer {}

    /** Anything may have happened: a time-out, a fault, an open circuit, a refund still in progress. */
    record Unknown(String why) implements RefundAnswer {}
}
