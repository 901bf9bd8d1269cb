package dev.ares.inventory.application;

import java.util.List;

import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Mono;

import dev.ares.inventory.domain.Product;
import dev.ares.inventory.domain.StockLevel;
import dev.ares.observability.Uncancelled;

/** Puts a new product on sale. */
public final class AddProduct {

    private final Products products;
    private final StockNews news;
    private final Catalogue catalogue;
    private final TransactionalOperator transaction;

    public AddProduct(Products products, StockNews news, Catalogue catalogue, TransactionalOperator transaction) {
        this.products = products;
        this.news = news;
        this.catalogue = catalogue;
        this.transaction = transaction;
    }

    /** @return false, and nothing written, when the SKU is taken: a product is added once, whoever repeats it */
    public Mono<Boolean> add(Product product, long stock) {
        Mono<Void> told = news.changed(List.of(StockLevel.initial(product.sku(), stock)));
        return products.add(product, stock)
                .flatMap(added -> added ? told.thenReturn(true) : Mono.just(false))
                .as(transaction::transactional)
                .flatMap(added -> catalogue.changed(product.sku()).thenReturn(added))
                // Or else whoever asked for the product before would go on being told that there is none.
                .as(Uncancelled::toItsEnd);
    }
}
