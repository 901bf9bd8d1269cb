package dev.ares.order.application;

import reactor.core.publisher.Mono;

/**
 * Counts the requests that wait for something to end, and lets no more wait than a process, or a customer, may have: each
 * holds a connection on every hop.
 */
public final class OpenWaits {

    private final Places places;

    public OpenWaits(int most, int mostOfACustomer) {
        this.places = new Places(most, mostOfACustomer);
    }

    /**
     * The wait, which takes a place when it is subscribed to and has given it back when it ends; where there is none,
     * {@code atOnce} instead.
     */
    public <T> Mono<T> admit(String userId, Mono<T> wait, T atOnce) {
        return Mono.defer(() -> places.enter(userId) == Places.Entry.ADMITTED
                ? Mono.using(() -> userId, id -> wait, places::leave)
                : Mono.just(atOnce));
    }
}
