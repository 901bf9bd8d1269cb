package dev.ares.user.loyalty;

import java.time.Clock;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.ToLongFunction;

import io.r2dbc.spi.Readable;
import org.springframework.dao.OptimisticLockingFailureException;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Mono;

/** Reads and writes what refunds did to points, under the lock of the accounts that {@link PointsStore} takes. */
final class RefundStore {

    private static final String FIND = """
            SELECT refund_id, order_id, amount, returned, taken_back FROM points_refund
            WHERE order_id = ANY($1) OR refund_id = ANY($2)""";

    private static final String ADD = """
            INSERT INTO points_refund (refund_id, order_id, amount, returned, taken_back, booked_at)
            SELECT r.*, $6 FROM unnest($1::uuid[], $2::uuid[], $3::bigint[], $4::bigint[], $5::bigint[]) AS r
            ON CONFLICT DO NOTHING RETURNING refund_id""";

    private final DatabaseClient database;
    private final Clock clock;

    RefundStore(DatabaseClient database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /** All refunds of these orders, and those with these ids, whatever their order. */
    Mono<List<RefundedPoints>> find(Set<UUID> orderIds, Set<UUID> refundIds) {
        return database.sql(FIND)
                .bind("$1", orderIds.toArray(UUID[]::new))
                .bind("$2", refundIds.toArray(UUID[]::new))
                .map(RefundStore::refunded)
                .all()
                .collectList();
    }

    /** Adds all, or fails, which must roll the transaction back; before the ledger's entries, which refer to them. */
    Mono<Void> add(List<RefundedPoints> refunds) {
        if (refunds.isEmpty()) {
            return Mono.empty();
        }
        return database.sql(ADD)
                .bind("$1", ids(refunds, RefundedPoints::refundId))
                .bind("$2", ids(refunds, RefundedPoints::orderId))
                .bind("$3", numbers(refunds, RefundedPoints::amount))
                .bind("$4", numbers(refunds, RefundedPoints::returned))
                .bind("$5", numbers(refunds, RefundedPoints::takenBack))
                .bind("$6", OffsetDateTime.now(clock))
                .map(row -> id(row, "refund_id"))
                .all()
                .collectList()
                .flatMap(added -> added.size() == refunds.size()
                        ? Mono.empty()
                        : Mono.error(new OptimisticLockingFailureException(
                                "refunds stored: " + added + " (expected: all of " + refunds + ")")));
    }

    private static RefundedPoints refunded(Readable row) {
        return new RefundedPoints(
                id(row, "refund_id"),
                id(row, "order_id"),
                number(row, "amount"),
                number(row, "returned"),
                number(row, "taken_back"));
    }

    private static UUID id(Readable row, String column) {
        return Objects.requireNonNull(row.get(column, UUID.class));
    }

    private static long number(Readable row, String column) {
        return Objects.requireNonNull(row.get(column, Long.class));
    }

    private static <T> UUID[] ids(List<T> rows, Function<T, UUID> column) {
        return rows.stream().map(column).toArray(UUID[]::new);
    }

    private static <T> Long[] numbers(List<T> rows, ToLongFunction<T> column) {
        return rows.stream().mapToLong(column).boxed().toArray(Long[]::new);
    }
}
