package dev.ares.payment.adapter.postgres;

import java.util.UUID;

import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Mono;

import dev.ares.payment.application.Decisions;

/** A row for each payment, or for each refund, that people decided about. */
public final class PostgresDecisions implements Decisions {

    private final DatabaseClient database;
    private final String add;

    private PostgresDecisions(DatabaseClient database, String add) {
        this.database = database;
        this.add = add;
    }

    public static PostgresDecisions aboutPayments(DatabaseClient database) {
        return new PostgresDecisions(database, "INSERT INTO decision (payment, decided_by, note) VALUES ($1, $2, $3)");
    }

    public static PostgresDecisions aboutRefunds(DatabaseClient database) {
        return new PostgresDecisions(
                database, "INSERT INTO refund_decision (refund, decided_by, note) VALUES ($1, $2, $3)");
    }

    @Override
    public Mono<Void> add(UUID subject, String by, String note) {
        return database.sql(add).bind(0, subject).bind(1, by).bind(2, note).then();
    }
}
