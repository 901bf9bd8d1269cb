package dev.ares.inventory.application;

import java.util.List;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

import dev.ares.inventory.domain.Product;
import dev.ares.inventory.domain.Sku;

/**
 * The catalogue as this process read it last, in its own memory: for when the database cannot be asked. Products are never
 * changed once they are added, so what it says of names and prices is true; it may lack the newest. While it knows none it
 * says nothing: a shop without a product is not a shop yet, and is about to get some.
 */
public final class CatalogueMemory {

    private final Products products;
    private final int most;
    private volatile Content content = new Content(new TreeMap<>(), false);

    /** @param most products that are remembered, the first in SKU order; one takes about 200 bytes */
    public CatalogueMemory(Products products, int most) {
        this.products = products;
        this.most = most;
    }

    /** Reads it again, in one statement. What is remembered stays when that fails. */
    public Mono<Void> renew() {
        return products.page(null, most + 1)
                .collectList()
                .doOnNext(found -> content = Content.of(found, most))
                .then();
    }

    /** Up to so many products behind this one; empty when it cannot say. */
    Optional<List<Product>> page(@Nullable Sku after, int limit) {
        Content now = content;
        List<Product> found = now.bySku().tailMap(Objects.toString(after, ""), false).values().stream()
                .limit(limit)
                .toList();
        return (now.whole() && !isEmpty()) || found.size() == limit ? Optional.of(found) : Optional.empty();
    }

    /** Whether it knows no product. */
    public boolean isEmpty() {
        return content.bySku().isEmpty();
    }

    Optional<Product> find(Sku sku) {
        return Optional.ofNullable(content.bySku().get(sku.value()));
    }

    /** @param whole whether that was all there was */
    private record Content(NavigableMap<String, Product> bySku, boolean whole) {

        static Content of(List<Product> found, int most) {
            NavigableMap<String, Product> bySku = new TreeMap<>();
            found.stream()
                    .limit(most)
                    .forEach(product -> bySku.put(product.sku().value(), product));
            return new Content(bySku, found.size() <= most);
        }
    }
}
