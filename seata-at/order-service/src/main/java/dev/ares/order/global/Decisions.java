package dev.ares.order.global;

import java.util.Optional;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

import dev.ares.seata.BranchDatabase;

/** What became of each checkout's global transaction: one row an order, whose key lets one decision win. */
final class Decisions {

    /**
     * A decision on record.
     *
     * @param reason null where it was committed
     * @param row which row it was read from: another one of the same key has another number
     */
    record Decision(@Nullable String reason, @Nullable String detail, String row) {

        boolean isCommitted() {
            return reason == null;
        }
    }

    private static final String TABLE = "checkout_decision";

    // xmin: the transaction that wrote this version of the row.
    private static final String READ =
            "SELECT reason, detail, xmin::text AS row FROM checkout_decision WHERE order_id = $1";

    private static final String REFUSE = "INSERT INTO checkout_decision (order_id, outcome, reason, detail)"
            + " VALUES ($1, 'REFUSED', $2, nullif($3, '')) ON CONFLICT DO NOTHING";

    private static final String FORGET =
            "DELETE FROM checkout_decision WHERE order_id = $1 AND outcome = 'COMMITTED' AND xmin::text = $2";

    private final BranchDatabase branches;
    private final DatabaseClient database;
    private final Scheduler threads;

    /** @param threads for questions to the coordinator, which block; not those that wait for the answers */
    Decisions(BranchDatabase branches, DatabaseClient database, Scheduler threads) {
        this.branches = branches;
        this.database = database;
        this.threads = threads;
    }

    /** Within the global transaction, and gone with it. Blocks. */
    void commit(String xid, UUID order) {
        branches.inBranch(xid, connection -> {
            try (var insert = connection.prepareStatement(
                    "INSERT INTO checkout_decision (order_id, outcome) VALUES (?, 'COMMITTED')")) {
                insert.setObject(1, order);
                return BranchDatabase.change(insert);
            }
        });
    }

    /** False when there is a decision, or one may still come of a transaction under way. Repeated, it is false too. */
    Mono<Boolean> refuse(UUID order, String reason, @Nullable String detail) {
        return database.sql(REFUSE)
                .bind(0, order)
                .bind(1, reason)
                .bind(2, detail == null ? "" : detail)
                .fetch()
                .rowsUpdated()
                .map(rows -> rows == 1);
    }

    /**
     * What nobody puts back any more: a refusal at once, a commit when the coordinator has not locked its row. Whoever puts a
     * row back does so before the lock goes; so one that was there before, and is after, stays. No connection is held while
     * the coordinator thinks.
     *
     * <p>A coordinator that forgot the transaction has not locked the row either: that a row stays does not mean that the
     * transaction's other branches were made.
     *
     * @return empty when nothing is decided; an error while a transaction under way may still decide it
     */
    Mono<Optional<Decision>> find(UUID order) {
        return read(order)
                .flatMap(found ->
                        found.isPresent() && found.get().isCommitted() ? standing(order, found) : Mono.just(found));
    }

    /**
     * Takes away what {@link #find} found committed, when it is certain that nothing else of the transaction was done.
     *
     * @return false when somebody else was faster
     */
    Mono<Boolean> forget(UUID order, Decision orphan) {
        return database.sql(FORGET)
                .bind(0, order)
                .bind(1, orphan.row())
                .fetch()
                .rowsUpdated()
                .map(rows -> rows == 1);
    }

    private Mono<Optional<Decision>> standing(UUID order, Optional<Decision> found) {
        return Mono.fromCallable(() -> branches.isFree(TABLE, order.toString()))
                .subscribeOn(threads)
                .flatMap(free -> free ? read(order) : Mono.just(Optional.<Decision>empty()))
                .filter(found::equals)
                .switchIfEmpty(Mono.error(() -> new IllegalStateException("checkout " + order + ": under way")));
    }

    private Mono<Optional<Decision>> read(UUID order) {
        return database.sql(READ)
                .bind(0, order)
                .map(row -> new Decision(
                        row.get("reason", String.class),
                        row.get("detail", String.class),
                        String.valueOf(row.get("row", String.class))))
                .one()
                .singleOptional();
    }
}
