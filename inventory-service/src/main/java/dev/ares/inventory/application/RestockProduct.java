package dev.ares.inventory.application;

import java.util.List;

import org.jspecify.annotations.Nullable;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Mono;

import dev.ares.inventory.domain.Offer;
import dev.ares.inventory.domain.Product;
import dev.ares.inventory.domain.Sku;
import dev.ares.inventory.domain.StockLevel;
import dev.ares.inventory.domain.StockMove;

/** Adds to the stock of a product. */
public final class RestockProduct {

    private final Products products;
    private final StockLevels stockLevels;
    private final StockLedger ledger;
    private final StockNews news;
    private final TransactionalOperator transaction;

    public RestockProduct(
            Products products,
            StockLevels stockLevels,
            StockLedger ledger,
            StockNews news,
            TransactionalOperator transaction) {
        this.products = products;
        this.stockLevels = stockLevels;
        this.ledger = ledger;
        this.news = news;
        this.transaction = transaction;
    }

    /**
     * Restocks in one transaction: ledger, stock and event.
     *
     * @param key makes the call repeatable: with one it takes effect once per product; null for every time
     */
    public Mono<Result> restock(Sku sku, long quantity, @Nullable String key) {
        return products.find(List.of(sku))
                .singleOrEmpty()
                .flatMap(product -> restock(product, quantity, key))
                .defaultIfEmpty(new UnknownProduct())
                .as(transaction::transactional);
    }

    private Mono<Result> restock(Product product, long quantity, @Nullable String key) {
        return ledger.enterRestock(product.sku(), quantity, key).flatMap(entry -> {
            if (entry.quantity() != quantity) {
                return Mono.just(new KeyReused());
            }
            Mono<StockLevel> level = entry.fresh() ? addToStock(product.sku(), quantity) : present(product.sku());
            return level.map(now -> new Restocked(new Offer(product, now.available())));
        });
    }

    private Mono<StockLevel> addToStock(Sku sku, long quantity) {
        return stockLevels.move(List.of(StockMove.restock(sku, quantity))).flatMap(levels -> news.changed(levels)
                .thenReturn(levels.get(0)));
    }

    private Mono<StockLevel> present(Sku sku) {
        return stockLevels.find(List.of(sku)).single();
    }

    public sealed interface Result {}

    /** Restocked, by this call or by an earlier one with the same key. */
    public record Restocked(Offer offer) implements Result {}

    public record UnknownProduct() implements Result {}

    /** The key came with another quantity before; nothing is written. */
    public record KeyReused() implements Result {}
}
