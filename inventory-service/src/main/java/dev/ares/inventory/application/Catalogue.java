package dev.ares.inventory.application;

import java.util.Collection;
import java.util.List;

import reactor.core.publisher.Mono;

import dev.ares.inventory.domain.Product;
import dev.ares.inventory.domain.Sku;

/** Names and prices, kept where reading them costs the database nothing. May lag by the caches' bound on staleness. */
public interface Catalogue {

    /** The products of these SKUs in no particular order; unknown ones are left out. */
    Mono<List<Product>> of(Collection<Sku> skus);

    /** Those of them that can be told without asking the database. Never an error. */
    Mono<List<Product>> kept(Collection<Sku> skus);

    /** This product was added or changed, and that is committed. Never fails. */
    Mono<Void> changed(Sku sku);
}
