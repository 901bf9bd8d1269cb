package dev.ares.inventory.application;

import java.util.Collection;
import java.util.List;
import java.util.UUID;

import reactor.core.publisher.Mono;

import dev.ares.inventory.domain.Reservation;

/** One reservation per order, kept for ever. */
public interface Reservations {

    /** Locks those that exist, in the order of their ids, until the caller's transaction ends. */
    Mono<List<Reservation>> lock(Collection<UUID> orderIds);

    /** Stores new ones in one statement; an error, which must roll the transaction back, when one exists already. */
    Mono<Void> add(List<Reservation> reservations);

    /** Stores the new status of open ones in one statement; an error, as above, when one is not open any more. */
    Mono<Void> close(List<Reservation> reservations);
}
