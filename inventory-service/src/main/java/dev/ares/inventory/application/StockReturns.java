package dev.ares.inventory.application;

import java.util.Collection;
import java.util.List;
import java.util.UUID;

import reactor.core.publisher.Mono;

import dev.ares.inventory.domain.StockReturn;

/** What refunds brought back: one entry per refund, kept for ever. Covered by the lock of the order's reservation. */
public interface StockReturns {

    /** All those of these orders, and those with these refund ids, whatever their order. */
    Mono<List<StockReturn>> find(Collection<UUID> orderIds, Collection<UUID> refundIds);

    /** Stores new ones in one statement; an error, which must roll the transaction back, when one exists already. */
    Mono<Void> add(List<StockReturn> returns);
}
