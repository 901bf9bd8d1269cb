package dev.ares.saga;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;

/** Port: looking at sagas without touching them. */
public interface SagaReader {

    /** The timeline from after the given entry (0: from its beginning), in order; empty for an unknown saga. */
    Flux<SagaLogEntry> timeline(UUID id, int afterSeq);

    /**
     * Sagas by status, oldest first.
     *
     * @param after the last one of the previous page; null for the first page
     * @param limit the most to answer
     */
    Flux<Overview> find(Status status, @Nullable Overview after, int limit);

    /** What operators ask for. */
    enum Status {
        /** Neither ended nor parked. */
        RUNNING,
        /** Waiting for an operator. */
        PARKED
    }

    /**
     * One saga in a list.
     *
     * @param parked why it waits for an operator; null when it does not
     * @param dueAt its deadline or next attempt
     */
    record Overview(
            UUID id,
            String saga,
            SagaInstance.Phase phase,
            List<String> awaiting,
            int attempt,
            @Nullable Instant dueAt,
            @Nullable String reason,
            @Nullable String parked,
            Instant createdAt,
            Instant updatedAt) {}
}
