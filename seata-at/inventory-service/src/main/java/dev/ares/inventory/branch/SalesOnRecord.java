package dev.ares.inventory.branch;

import java.util.List;
import java.util.Objects;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;

import org.springframework.dao.OptimisticLockingFailureException;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Mono;

import dev.ares.inventory.application.StockLevels;
import dev.ares.inventory.application.StockNews;
import dev.ares.inventory.domain.Line;
import dev.ares.inventory.domain.Sku;
import dev.ares.inventory.domain.StockMove;

/**
 * The sales of orders that are attempted again, outside any global transaction: what is on record, and how a sale is taken
 * back whose coordinator forgot it. The record is the order's reservation, as with the saga.
 */
final class SalesOnRecord {

    private static final String FIND = "SELECT 1 FROM reservation WHERE order_id = $1 AND status = 'COMMITTED'";

    private static final String RELEASE = """
            WITH released AS (
                UPDATE reservation SET status = 'RELEASED', reason = 'RELEASED', updated_at = now()
                WHERE order_id = $1 AND status = 'COMMITTED' RETURNING order_id
            )
            SELECT sku, quantity FROM released JOIN reservation_line USING (order_id) ORDER BY sku""";

    /** What a sale that comes after all finds. */
    private static final String BAR = "INSERT INTO reservation (order_id, status, reason, short_of)"
            + " VALUES ($1, 'RELEASED', 'RELEASED', '{}') ON CONFLICT DO NOTHING";

    private final DatabaseClient database;
    private final StockLevels levels;
    private final StockNews news;
    private final TransactionalOperator transaction;

    /** @param levels that ask the coordinator before they are written */
    SalesOnRecord(DatabaseClient database, StockLevels levels, StockNews news, TransactionalOperator transaction) {
        this.database = database;
        this.levels = levels;
        this.news = news;
        this.transaction = transaction;
    }

    /** Whether the order's lines were sold, be it by a transaction that may still put them back. */
    Mono<Boolean> has(UUID order) {
        return database.sql(FIND).bind(0, order).fetch().first().hasElement();
    }

    /**
     * Takes back what was sold to the order, if anything was; nothing is sold to it from then on. May be repeated.
     *
     * @return an error, with nothing done, while a transaction under way may put it back itself
     */
    Mono<Void> takeBack(UUID order) {
        return database.sql(RELEASE)
                .bind(0, order)
                .map(row -> new Line(
                        new Sku(String.valueOf(row.get("sku", String.class))),
                        Objects.requireNonNull(row.get("quantity", Long.class))))
                .all()
                .collectList()
                .flatMap(lines -> lines.isEmpty() ? bar(order) : back(lines))
                .as(transaction::transactional);
    }

    private Mono<Void> bar(UUID order) {
        return database.sql(BAR)
                .bind(0, order)
                .fetch()
                .rowsUpdated()
                .flatMap(rows -> rows == 1
                        ? Mono.empty()
                        : has(order)
                                .filter(sold -> sold)
                                .flatMap(sold -> Mono.<Void>error(new OptimisticLockingFailureException(
                                        "order " + order + ": sold just now (expected: taken back soon, try again)"))));
    }

    private Mono<Void> back(List<Line> lines) {
        var skus = lines.stream().map(Line::sku).collect(Collectors.toCollection(TreeSet::new));
        List<StockMove> moves = lines.stream()
                .map(line -> new StockMove(line.sku(), line.quantity(), 0, -line.quantity()))
                .toList();
        return levels.lock(skus).then(levels.move(moves)).flatMap(news::changed);
    }
}
