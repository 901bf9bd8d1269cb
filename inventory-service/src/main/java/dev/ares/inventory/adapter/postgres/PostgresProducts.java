package dev.ares.inventory.adapter.postgres;

import java.util.Collection;
import java.util.Objects;

import io.r2dbc.spi.Readable;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import dev.ares.inventory.application.Products;
import dev.ares.inventory.domain.Money;
import dev.ares.inventory.domain.Product;
import dev.ares.inventory.domain.Sku;

/** {@link Products} in the table {@code product}. */
public final class PostgresProducts implements Products {

    private static final String ADD = """
            WITH added AS (
                INSERT INTO product (sku, name, price_amount, price_currency) VALUES ($1, $2, $3, $4)
                ON CONFLICT DO NOTHING RETURNING sku
            ), stocked AS (
                INSERT INTO stock (sku, available) SELECT sku, $5 FROM added
            ), entered AS (
                INSERT INTO stock_ledger (sku, kind, quantity) SELECT sku, 'INITIAL', $5 FROM added
            )
            SELECT count(*) AS added FROM added""";

    private static final String PAGE =
            "SELECT sku, name, price_amount, price_currency FROM product WHERE sku > $1 ORDER BY sku LIMIT $2";

    private static final String FIND =
            "SELECT sku, name, price_amount, price_currency FROM product WHERE sku = ANY($1)";

    private final DatabaseClient database;

    public PostgresProducts(DatabaseClient database) {
        this.database = database;
    }

    @Override
    public Mono<Boolean> add(Product product, long stock) {
        return database.sql(ADD)
                .bind(0, product.sku().value())
                .bind(1, product.name())
                .bind(2, product.price().amount())
                .bind(3, product.price().currency())
                .bind(4, stock)
                .map(row -> Column.number(row, "added") == 1)
                .one();
    }

    @Override
    public Flux<Product> page(@Nullable Sku after, int limit) {
        return database.sql(PAGE)
                .bind(0, Objects.toString(after, ""))
                .bind(1, limit)
                .map(PostgresProducts::product)
                .all();
    }

    @Override
    public Flux<Product> find(Collection<Sku> skus) {
        return database.sql(FIND)
                .bind(0, Column.texts(skus))
                .map(PostgresProducts::product)
                .all();
    }

    private static Product product(Readable row) {
        Money price = new Money(Column.number(row, "price_amount"), Column.text(row, "price_currency"));
        return new Product(Column.sku(row), Column.text(row, "name"), price);
    }
}
