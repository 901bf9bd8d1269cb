package dev.ares.inventory.adapter.postgres;

import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Stream;

import io.r2dbc.spi.Readable;
import org.springframework.dao.OptimisticLockingFailureException;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Mono;

import dev.ares.inventory.application.StockReturns;
import dev.ares.inventory.domain.Line;
import dev.ares.inventory.domain.StockReturn;

/** {@link StockReturns} in the tables {@code stock_return} and {@code stock_return_line}. */
public final class PostgresStockReturns implements StockReturns {

    private static final String FIND = """
            SELECT r.refund_id, r.order_id,
                   ARRAY(SELECT l.sku FROM stock_return_line l WHERE l.refund_id = r.refund_id ORDER BY l.sku) AS skus,
                   ARRAY(SELECT l.quantity FROM stock_return_line l WHERE l.refund_id = r.refund_id ORDER BY l.sku)
                       AS quantities
            FROM stock_return r WHERE r.order_id = ANY($1) OR r.refund_id = ANY($2)""";

    private static final String ADD = """
            WITH added AS (
                INSERT INTO stock_return (refund_id, order_id)
                SELECT refund_id, order_id FROM unnest($1::uuid[], $2::uuid[]) AS r(refund_id, order_id)
                ORDER BY refund_id
                ON CONFLICT DO NOTHING RETURNING refund_id
            ), lines AS (
                INSERT INTO stock_return_line (refund_id, sku, quantity)
                SELECT refund_id, sku, quantity
                FROM unnest($3::uuid[], $4::text[], $5::bigint[]) AS l(refund_id, sku, quantity)
                JOIN added USING (refund_id)
            )
            SELECT refund_id FROM added""";

    private final DatabaseClient database;

    public PostgresStockReturns(DatabaseClient database) {
        this.database = database;
    }

    @Override
    public Mono<List<StockReturn>> find(Collection<UUID> orderIds, Collection<UUID> refundIds) {
        return database.sql(FIND)
                .bind(0, orderIds.toArray(UUID[]::new))
                .bind(1, refundIds.toArray(UUID[]::new))
                .map(row -> new StockReturn(id(row, "refund_id"), id(row, "order_id"), Column.lines(row)))
                .all()
                .collectList();
    }

    @Override
    public Mono<Void> add(List<StockReturn> returns) {
        List<ReturnedLine> lines = returns.stream().flatMap(ReturnedLine::of).toList();
        return database.sql(ADD)
                .bind(0, ids(returns, StockReturn::refundId))
                .bind(1, ids(returns, StockReturn::orderId))
                .bind(2, ids(lines, ReturnedLine::refundId))
                .bind(3, Column.texts(lines, line -> line.line().sku()))
                .bind(4, Column.numbers(lines, line -> line.line().quantity()))
                .map(row -> id(row, "refund_id"))
                .all()
                .collectList()
                .doOnNext(added -> mustBeAll(returns, added))
                .then();
    }

    // Somebody else was faster: the batch is rolled back and, tried again, finds what they stored.
    private static void mustBeAll(List<StockReturn> returns, List<UUID> added) {
        if (added.size() != returns.size()) {
            throw new OptimisticLockingFailureException(
                    "returns stored: %s (expected: all of %s)".formatted(added, returns));
        }
    }

    private static UUID id(Readable row, String name) {
        return Objects.requireNonNull(row.get(name, UUID.class), name);
    }

    private static <T> UUID[] ids(List<T> rows, Function<T, UUID> column) {
        return rows.stream().map(column).toArray(UUID[]::new);
    }

    private record ReturnedLine(UUID refundId, Line line) {

        static Stream<ReturnedLine> of(StockReturn wanted) {
            return wanted.lines().stream().map(line -> new ReturnedLine(wanted.refundId(), line));
        }
    }
}
