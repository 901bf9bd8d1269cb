package dev.ares.user.loyalty;

import java.util.Objects;
import java.util.UUID;

import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Mono;

/** The points accounts, as the other features need them. */
public final class PointsAccounts {

    private final DatabaseClient database;

    PointsAccounts(DatabaseClient database) {
        this.database = database;
    }

    /** Opens an empty points account; belongs into the transaction that makes the account itself. */
    public Mono<Void> open(UUID userId) {
        return database.sql("INSERT INTO points_account (user_id) VALUES ($1)")
                .bind("$1", userId)
                .then();
    }

    /** The points that may be redeemed now, without those held for an order; empty for an unknown account. */
    public Mono<Long> balance(UUID userId) {
        return database.sql("SELECT balance FROM points_account WHERE user_id = $1")
                .bind("$1", userId)
                .map(row -> Objects.requireNonNull(row.get("balance", Long.class)))
                .one();
    }
}
