package dev.ares.payment.adapter.postgres;

import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Mono;

import dev.ares.payment.application.Contradictions;
import dev.ares.payment.domain.Leased;

/** One row for the same words about the same payment or refund. */
public final class PostgresContradictions implements Contradictions {

    private static final String ADD = """
            INSERT INTO contradiction (kind, subject, order_id, said) VALUES ($1, $2, $3, $4)
            ON CONFLICT (subject, said) DO UPDATE SET times = contradiction.times + 1, last_at = now()
            """;

    private final DatabaseClient database;

    public PostgresContradictions(DatabaseClient database) {
        this.database = database;
    }

    @Override
    public Mono<Void> add(Leased about, String said) {
        return database.sql(ADD)
                .bind(0, about.kind().name())
                .bind(1, about.id())
                .bind(2, about.orderId())
                .bind(3, said)
                .then();
    }
}
