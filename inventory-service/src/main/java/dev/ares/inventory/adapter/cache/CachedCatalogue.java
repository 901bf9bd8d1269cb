package dev.ares.inventory.adapter.cache;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

import reactor.core.publisher.Mono;

import dev.ares.cache.Aged;
import dev.ares.cache.Format;
import dev.ares.cache.Loader;
import dev.ares.cache.TwoLevelCache;
import dev.ares.inventory.application.Catalogue;
import dev.ares.inventory.application.Products;
import dev.ares.inventory.domain.Money;
import dev.ares.inventory.domain.Product;
import dev.ares.inventory.domain.Sku;

/** {@link Catalogue} read through from the {@link Products}; in Redis as "amount currency name". */
public final class CachedCatalogue implements Catalogue {

    public static final Format<Sku, Product> FORMAT =
            Format.unversioned(Sku::value, CachedCatalogue::text, CachedCatalogue::product);

    private final TwoLevelCache<Sku, Product> cache;

    /** @param cache over what it loads from */
    public CachedCatalogue(Products products, Function<Loader<Sku, Product>, TwoLevelCache<Sku, Product>> cache) {
        this.cache = cache.apply(skus -> products.find(skus).collectMap(Product::sku));
    }

    @Override
    public Mono<List<Product>> of(Collection<Sku> skus) {
        return cache.getAll(skus).map(found -> List.copyOf(found.values()));
    }

    /** Products do not change once they are there: what was known last is true. */
    @Override
    public Mono<List<Product>> kept(Collection<Sku> skus) {
        return cache.kept(skus).map(found -> skus.stream()
                .flatMap(sku ->
                        Optional.ofNullable(found.get(sku))
                                .or(() -> cache.lastKnown(sku).map(Aged::value))
                                .stream())
                .toList());
    }

    @Override
    public Mono<Void> changed(Sku sku) {
        return cache.invalidate(List.of(sku));
    }

    private static String text(Product product) {
        return product.price().amount() + " " + product.price().currency() + " " + product.name();
    }

    private static Product product(Sku sku, String text) {
        String[] parts = text.split(" ", 3);
        return new Product(sku, parts[2], new Money(Long.parseLong(parts[0]), parts[1]));
    }
}
