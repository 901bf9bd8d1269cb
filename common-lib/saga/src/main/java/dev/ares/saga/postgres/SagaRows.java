package dev.ares.saga.postgres;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;

import io.r2dbc.spi.Readable;
import org.jspecify.annotations.Nullable;

import dev.ares.saga.SagaInstance;
import dev.ares.saga.SagaInstance.Cause;
import dev.ares.saga.SagaInstance.Phase;
import dev.ares.saga.SagaLogEntry;
import dev.ares.saga.SagaReader.Census;
import dev.ares.saga.SagaReader.Overview;

/** Reads what {@link PostgresSagaStore} and {@link PostgresSagaReader} select. */
final class SagaRows {

    static final String COLUMNS = "id, saga, state, version, phase, undoable, awaiting, attempt, due_at,"
            + " reason, detail, cancel_requested, parked, contradicted, entries";

    private SagaRows() {}

    static SagaInstance<byte[]> instance(Readable row) {
        String reason = row.get("reason", String.class);
        return new SagaInstance<>(
                required(row, "id", UUID.class),
                required(row, "saga", String.class),
                required(row, "state", byte[].class),
                required(row, "version", Integer.class),
                Phase.valueOf(required(row, "phase", String.class)),
                List.of(required(row, "undoable", String[].class)),
                List.of(required(row, "awaiting", String[].class)),
                required(row, "attempt", Integer.class),
                row.get("due_at", Instant.class),
                reason == null ? null : new Cause(reason, row.get("detail", String.class)),
                row.get("cancel_requested", String.class),
                row.get("parked", String.class),
                row.get("contradicted", String.class),
                required(row, "entries", Integer.class));
    }

    static SagaLogEntry entry(Readable row) {
        return new SagaLogEntry(
                required(row, "saga_id", UUID.class),
                required(row, "seq", Integer.class),
                required(row, "at", Instant.class),
                row.get("step", String.class),
                SagaLogEntry.Event.valueOf(required(row, "event", String.class)),
                row.get("detail", String.class));
    }

    static Overview overview(Readable row) {
        boolean parked = row.get("parked", String.class) != null;
        return new Overview(
                required(row, "id", UUID.class),
                required(row, "saga", String.class),
                Phase.valueOf(required(row, "phase", String.class)),
                List.of(required(row, "awaiting", String[].class)),
                required(row, "attempt", Integer.class),
                row.get("due_at", Instant.class),
                row.get("reason", String.class),
                row.get(parked ? "parked" : "contradicted", String.class),
                required(row, "created_at", Instant.class),
                required(row, "updated_at", Instant.class));
    }

    static Census census(Readable row) {
        return new Census(
                required(row, "saga", String.class),
                required(row, "running", Long.class),
                required(row, "parked", Long.class),
                Duration.ofMillis(required(row, "oldest", Long.class)));
    }

    private static <T> T required(Readable row, String column, Class<T> type) {
        @Nullable T value = row.get(column, type);
        return Objects.requireNonNull(value, column);
    }
}
