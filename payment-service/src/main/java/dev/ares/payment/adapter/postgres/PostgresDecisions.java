package dev.ares.payment.adapter.postgres;

import java.util.UUID;

import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Mono;

import dev.ares.payment.application.Decisions;

/** A row for each payment that people decided about. */
public final class PostgresDecisions implements Decisions {

    private final DatabaseClient database;

    public PostgresDecisions(DatabaseClient database) {
        this.database = database;
    }

    @Override
    public Mono<Void> add(UUID payment, String by, String note) {
        return database.sql("INSERT INTO decision (payment, decided_by, note) VALUES ($1, $2, $3)")
                .bind(0, payment)
                .bind(1, by)
                .bind(2, note)
                .then();
    }
}
