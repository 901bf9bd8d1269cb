package dev.ares.benchmarks.reservation;

import org.jspecify.annotations.Nullable;

import dev.ares.inventory.domain.ReservationCommand.Reserve;

/** What callers ask for. For all threads. */
@FunctionalInterface
interface Orders {

    /** The next one; null: no more. */
    @Nullable
    Reserve next();
}
