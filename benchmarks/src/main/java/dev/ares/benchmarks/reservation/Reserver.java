package dev.ares.benchmarks.reservation;

import java.util.concurrent.CompletableFuture;

import dev.ares.inventory.domain.ReservationCommand.Reserve;

/** A way to reserve stock for orders. */
interface Reserver extends AutoCloseable {

    /** Done once the order's outcome, whatever it is, is committed; fails where that is not known. Does not block. */
    CompletableFuture<?> reserve(Reserve order);

    /** Nothing may be under way any more. */
    @Override
    void close() throws InterruptedException;
}
