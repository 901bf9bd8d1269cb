package dev.ares.inventory.application;

import java.util.Collection;

import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import dev.ares.inventory.domain.Product;
import dev.ares.inventory.domain.Sku;

/** The products that were ever added. */
public interface Products {

    /**
     * Stores a new product with the stock that it starts with, in the stock and in its ledger, in the caller's
     * transaction.
     *
     * @return false, and nothing stored, when the SKU is taken
     */
    Mono<Boolean> add(Product product, long stock);

    /** Up to {@code limit} products in SKU order, those behind {@code after} or, without it, from the first. */
    Flux<Product> page(@Nullable Sku after, int limit);

    /** The products of these SKUs in no particular order; unknown ones are left out. */
    Flux<Product> find(Collection<Sku> skus);
}
