package dev.ares.saga;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;

/** Port: looking at sagas without touching them. */
public interface SagaReader {

    /**
     * The timelines of several sagas, each from after the given entry (0: from its beginning) and in order; nothing for
     * an unknown saga. One statement.
     */
    Flux<SagaLogEntry> timelines(Map<UUID, Integer> afterSeq);

    /**
     * Sagas by status, oldest first.
     *
     * @param after the id of the last one of the previous page; null for the first page
     * @param limit the most to answer
     */
    Flux<Overview> find(Status status, @Nullable UUID after, int limit);

    /** The sagas that have not ended, counted by definition; a definition without any is not listed. */
    Flux<Census> census();

    /** @param oldest age of the oldest saga that has not ended */
    record Census(String saga, long running, long parked, Duration oldest) {}

    /** What operators ask for. */
    enum Status {
        /** Neither ended nor waiting for an operator. */
        RUNNING,
        /** Waiting for an operator; contradicted ones too, though they may have ended. */
        PARKED
    }

    /**
     * One saga in a list.
     *
     * @param parked why it waits for an operator, or by what it was contradicted; null when neither
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
