package dev.ares.inventory.adapter.postgres;

import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Mono;

import dev.ares.inventory.application.StockLedger;
import dev.ares.inventory.domain.Sku;

/** {@link StockLedger} in the table {@code stock_ledger}. */
public final class PostgresStockLedger implements StockLedger {

    private static final String ENTER = """
            INSERT INTO stock_ledger (sku, kind, quantity, idempotency_key) VALUES ($1, 'RESTOCK', $2, $3)
            ON CONFLICT DO NOTHING RETURNING quantity""";

    // A statement of its own: it must see what another transaction committed while the insert waited for it.
    private static final String FIND = "SELECT quantity FROM stock_ledger WHERE sku = $1 AND idempotency_key = $2";

    private final DatabaseClient database;

    public PostgresStockLedger(DatabaseClient database) {
        this.database = database;
    }

    @Override
    public Mono<Entry> enterRestock(Sku sku, long quantity, @Nullable String key) {
        DatabaseClient.GenericExecuteSpec enter =
                database.sql(ENTER).bind(0, sku.value()).bind(1, quantity);
        enter = key == null ? enter.bindNull(2, String.class) : enter.bind(2, key);
        Mono<Entry> entered = enter.map(row -> new Entry(Column.number(row, "quantity"), true))
                .one();
        return key == null ? entered : entered.switchIfEmpty(Mono.defer(() -> standing(sku, key)));
    }

    private Mono<Entry> standing(Sku sku, String key) {
        return database.sql(FIND)
                .bind(0, sku.value())
                .bind(1, key)
                .map(row -> new Entry(Column.number(row, "quantity"), false))
                .one();
    }
}
