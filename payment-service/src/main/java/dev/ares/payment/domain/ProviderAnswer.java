package dev.ares.payment.domain;

/** What the provider says of a payment, or that it does not say. */
public sealed interface ProviderAnswer {

    /** The money was taken. */
    record Captured(String reference, Money amount) implements ProviderAnswer {}

    /**
     * Definite: nothing was taken and nothing will be.
     *
     * @param detail the provider's decline code, for people
     */
    record Refused(RefusalReason reason, String detail) implements ProviderAnswer {}

    /** The provider turned the receipt's address away, and the request with it: nothing was taken under this key. */
    record AddressRefused(String detail) implements ProviderAnswer {}

    /** Certainly nothing was sent, this time: the circuit was open, or nobody took the connection. Only to a payment. */
    record NotAsked(String why) implements ProviderAnswer {}

    /**
     * The provider searched and has nothing of the order. It proves nothing: a search may be behind, and what is not found may
     * have been forgotten.
     */
    record NoTrace() implements ProviderAnswer {}

    /** Anything may have happened: a time-out, a fault, an open circuit, a payment still in progress. */
    record Unknown(String why) implements ProviderAnswer {}
}
