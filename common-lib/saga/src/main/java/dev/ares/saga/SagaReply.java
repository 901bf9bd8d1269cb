package dev.ares.saga;

import java.util.UUID;

import org.jspecify.annotations.Nullable;

/**
 * What a participant answered. One that is late, repeated, or about a step that nobody waits for changes nothing.
 *
 * @param step the name of the step, or for a tail the name of the acknowledgement
 */
public record SagaReply(UUID sagaId, String step, Outcome outcome) {

    /** How a command ended, definitely. An unknown outcome is no reply at all. */
    public sealed interface Outcome {}

    /** The step was carried out. */
    public record Done() implements Outcome {}

    /**
     * Nothing was done and nothing will be.
     *
     * @param reason a stable code, such as {@code OUT_OF_STOCK}
     * @param detail for people
     */
    public record Refused(String reason, @Nullable String detail) implements Outcome {}

    /** The step is undone, whether or not it had been carried out, and will not be carried out later. */
    public record Undone() implements Outcome {}

    public static SagaReply done(UUID sagaId, String step) {
        return new SagaReply(sagaId, step, new Done());
    }

    public static SagaReply refused(UUID sagaId, String step, String reason, @Nullable String detail) {
        return new SagaReply(sagaId, step, new Refused(reason, detail));
    }

    public static SagaReply undone(UUID sagaId, String step) {
        return new SagaReply(sagaId, step, new Undone());
    }
}
