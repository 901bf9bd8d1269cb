package dev.ares.inventory.application;

import java.util.Collection;
import java.util.List;

import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import dev.ares.inventory.domain.Sku;
import dev.ares.inventory.domain.StockLevel;
import dev.ares.inventory.domain.StockMove;

/** The stock of every product. */
public interface StockLevels {

    /**
     * Locks the stock of these products, in SKU order, until the caller's transaction ends. Every transaction locks
     * reservations before stock, and stock once only: that is what keeps them free of deadlocks.
     *
     * @return the levels; unknown SKUs are left out
     */
    Mono<List<StockLevel>> lock(Collection<Sku> skus);

    /**
     * Applies moves in one statement of the caller's transaction.
     *
     * @return the levels afterwards; an error, which must roll the transaction back, when one cannot be applied
     */
    Mono<List<StockLevel>> move(List<StockMove> moves);

    /** The levels now, unlocked, in no particular order; unknown SKUs are left out. */
    Flux<StockLevel> find(Collection<Sku> skus);

    /** All levels. */
    Flux<StockLevel> all();
}
