package dev.ares.saga;

/** Everything that can move a saga. */
public sealed interface SagaInput {

    /** A participant answered. */
    record Replied(String step, SagaReply.Outcome outcome) implements SagaInput {}

    /** Its time may have come: changes nothing while {@link SagaInstance#dueAt} lies ahead. */
    record Due() implements SagaInput {}

    /**
     * Somebody wants it undone.
     *
     * @param reason a stable code, such as {@code CANCELLED_BY_CUSTOMER}
     */
    record Cancel(String reason) implements SagaInput {}

    /** An operator wants a parked saga to go on. */
    record Retry() implements SagaInput {}
}
