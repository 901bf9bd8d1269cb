package dev.ares.benchmarks.reservation;

import java.sql.SQLException;
import java.time.Duration;

import io.r2dbc.pool.ConnectionPool;
import io.r2dbc.spi.Connection;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import dev.ares.benchmarks.machine.LocalServers;

/**
 * What PostgreSQL counts.
 *
 * @param commits in the database
 * @param walSyncs of the server
 */
record Counters(long commits, long walSyncs) {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /**
     * Backends tell of what they have done at times, or when they are asked; of commits only together with something else,
     * so each reads a row.
     */
    private static final String TELL = "SELECT pg_stat_force_next_flush() FROM pg_class LIMIT 1";

    private static final String READ =
            "SELECT xact_commit, (SELECT wal_sync FROM pg_stat_wal) FROM pg_stat_database WHERE datname = '%s'";

    /** @param connections of which none is in use; each commits once to be asked, before it is counted */
    static Counters read(LocalServers servers, String database, ConnectionPool connections) throws SQLException {
        int size =
                connections.getMetrics().map(pool -> pool.getMaxAllocatedSize()).orElseThrow();
        Flux.range(0, size)
                .flatMap(each -> connections.create(), size)
                .collectList()
                .flatMap(all -> Flux.fromIterable(all)
                        .flatMap(Counters::tell)
                        .thenMany(Flux.fromIterable(all).flatMap(Connection::close))
                        .then())
                .block(PATIENCE);
        try (var connection = servers.postgres().connect("postgres");
                var statement = connection.createStatement();
                var row = statement.executeQuery(READ.formatted(database))) {
            row.next();
            return new Counters(row.getLong(1), row.getLong(2));
        }
    }

    private static Mono<Void> tell(Connection connection) {
        return Flux.from(connection.createStatement(TELL).execute())
                .flatMap(result -> result.map((row, columns) -> ""))
                .then();
    }

    Counters since(Counters before) {
        return new Counters(commits - before.commits, walSyncs - before.walSyncs);
    }
}
