package dev.ares.inventory.application;

import java.util.Collection;
import java.util.List;

import reactor.core.publisher.Mono;

import dev.ares.inventory.domain.Product;
import dev.ares.inventory.domain.Sku;

/** Names and prices of products, from the database: an order is priced with what is true now. */
public final class QuotePrices {

    private final Products products;

    public QuotePrices(Products products) {
        this.products = products;
    }

    /** Unknown SKUs are left out. */
    public Mono<List<Product>> of(Collection<Sku> skus) {
        return skus.isEmpty() ? Mono.just(List.of()) : products.find(skus).collectList();
    }
}
