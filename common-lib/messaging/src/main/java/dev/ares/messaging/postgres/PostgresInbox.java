package dev.ares.messaging.postgres;

import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Mono;

import dev.ares.messaging.reader.Inbox;

/** Remembers applied messages in the transaction that applies them. */
public final class PostgresInbox implements Inbox {

    // Sorted, so that two readers that hold the same records for a moment, after a rebalance, cannot deadlock.
    private static final String ADMIT = """
            INSERT INTO inbox (message_id, reader)
            SELECT id, $2 FROM unnest($1::uuid[]) AS m (id) ORDER BY id
            ON CONFLICT DO NOTHING
            RETURNING message_id""";

    private final DatabaseClient database;

    public PostgresInbox(DatabaseClient database) {
        this.database = database;
    }

    @Override
    public Mono<Set<UUID>> admit(String reader, List<UUID> ids) {
        return database.sql(ADMIT)
                .bind("$1", ids.toArray(UUID[]::new))
                .bind("$2", reader)
                .mapValue(UUID.class)
                .all()
                .collect(Collectors.toUnmodifiableSet());
    }
}
