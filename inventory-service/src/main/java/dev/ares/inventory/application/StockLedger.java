package dev.ares.inventory.application;

import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

import dev.ares.inventory.domain.Sku;

/** Everything that ever came into stock: the sum of a product's entries is what it is stocked with. */
public interface StockLedger {

    /**
     * Enters a restock in the caller's transaction, once per product and key.
     *
     * @param key what makes the request repeatable; without one each call is a new entry
     * @return the entry that stands: this one, or the one that the key made before
     */
    Mono<Entry> enterRestock(Sku sku, long quantity, @Nullable String key);

    /** @param fresh whether the call made the entry */
    record Entry(long quantity, boolean fresh) {}
}
