package dev.ares.inventory.adapter.postgres;

import java.util.Collection;
import java.util.List;

import io.r2dbc.spi.Readable;
import org.springframework.dao.OptimisticLockingFailureException;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import dev.ares.inventory.application.StockLevels;
import dev.ares.inventory.domain.Sku;
import dev.ares.inventory.domain.StockLevel;
import dev.ares.inventory.domain.StockMove;

/** {@link StockLevels} in the table {@code stock}, whose CHECK constraints are the last line against overselling. */
public final class PostgresStockLevels implements StockLevels {

    private static final String COLUMNS = "sku, available, reserved, sold, version";

    private static final String FIND = "SELECT " + COLUMNS + " FROM stock WHERE sku = ANY($1)";

    // NO KEY: an insert that refers to the product need not wait. The column's collation is Sku's own order.
    private static final String LOCK = FIND + " ORDER BY sku FOR NO KEY UPDATE";

    private static final String ALL = "SELECT " + COLUMNS + " FROM stock";

    private static final String MOVE = """
            UPDATE stock s
            SET available = s.available + m.available,
                reserved = s.reserved + m.reserved,
                sold = s.sold + m.sold,
                version = s.version + 1
            FROM unnest($1::text[], $2::bigint[], $3::bigint[], $4::bigint[]) AS m(sku, available, reserved, sold)
            WHERE s.sku = m.sku AND s.available >= -m.available AND s.reserved >= -m.reserved AND s.sold >= -m.sold
            RETURNING s.sku, s.available, s.reserved, s.sold, s.version""";

    private final DatabaseClient database;

    public PostgresStockLevels(DatabaseClient database) {
        this.database = database;
    }

    @Override
    public Mono<List<StockLevel>> lock(Collection<Sku> skus) {
        return skus.isEmpty() ? Mono.just(List.of()) : read(LOCK, skus).collectList();
    }

    @Override
    public Mono<List<StockLevel>> move(List<StockMove> moves) {
        return database.sql(MOVE)
                .bind(0, Column.texts(moves, StockMove::sku))
                .bind(1, Column.numbers(moves, StockMove::available))
                .bind(2, Column.numbers(moves, StockMove::reserved))
                .bind(3, Column.numbers(moves, StockMove::sold))
                .map(PostgresStockLevels::level)
                .all()
                .collectList()
                .doOnNext(changed -> mustBeAll(moves, changed));
    }

    @Override
    public Flux<StockLevel> find(Collection<Sku> skus) {
        return read(FIND, skus);
    }

    @Override
    public Flux<StockLevel> all() {
        return database.sql(ALL).map(PostgresStockLevels::level).all();
    }

    private Flux<StockLevel> read(String sql, Collection<Sku> skus) {
        return database.sql(sql)
                .bind(0, Column.texts(skus))
                .map(PostgresStockLevels::level)
                .all();
    }

    private static void mustBeAll(List<StockMove> moves, List<StockLevel> changed) {
        if (changed.size() != moves.size()) {
            List<Sku> skus = changed.stream().map(StockLevel::sku).toList();
            throw new OptimisticLockingFailureException("stock moved: %s (expected: all of %s)".formatted(skus, moves));
        }
    }

    private static StockLevel level(Readable row) {
        return new StockLevel(
                Column.sku(row),
                Column.number(row, "available"),
                Column.number(row, "reserved"),
                Column.number(row, "sold"),
                Column.number(row, "version"));
    }
}
