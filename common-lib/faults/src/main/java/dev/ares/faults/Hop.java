package dev.ares.faults;

/** Where a fault can happen to a service. Each hop's own code says what a kind of fault means there. */
public enum Hop {

    /** A gRPC call to another service; target: the method, {@code ares.inventory.v1.Catalogue/Quote}. */
    GRPC,

    /** A Feign call to another service; target: the client's method, {@code CustomerClient#find(String,Options)}. */
    FEIGN,

    /** A message that the relay sends; target: its topic or its type, {@code ares.payment.v1.Pay}. */
    OUTBOX,

    /** A batch of records that a subscription has read; target: the topic, or a type in the batch. */
    CONSUMER,

    /** A call to the payment provider; target: the port's method, {@code pay}. */
    PROVIDER,

    /**
     * A commit; target: the name that {@link Commits} gave it. A crash can happen there, and a delay, during which the
     * transaction stays open.
     */
    COMMIT
}
