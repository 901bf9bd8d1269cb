package dev.ares.order.application;

import reactor.core.publisher.Flux;

/** Counts the streams that are open and lets no more be opened than a process, or a customer, may have. */
public final class OpenStreams {

    /** Too many are open; it may be asked again when some have ended. */
    public static final class TooMany extends RuntimeException {

        private static final long serialVersionUID = 1;

        private final boolean ofThisCustomer;

        TooMany(boolean ofThisCustomer) {
            super(ofThisCustomer ? "too many streams of one customer" : "too many streams", null, false, false);
            this.ofThisCustomer = ofThisCustomer;
        }

        /** Whether the customer has too many; all customers together otherwise. */
        public boolean isOfThisCustomer() {
            return ofThisCustomer;
        }
    }

    private final Places places;

    public OpenStreams(int most, int mostOfACustomer) {
        this.places = new Places(most, mostOfACustomer);
    }

    /** The stream, which takes a place when it is subscribed to, or fails with {@link TooMany}, and gives it back. */
    public <T> Flux<T> admit(String userId, Flux<T> stream) {
        return Flux.defer(() -> {
            Places.Entry entry = places.enter(userId);
            return entry == Places.Entry.ADMITTED
                    ? stream.doFinally(end -> places.leave(userId))
                    : Flux.error(new TooMany(entry == Places.Entry.TOO_MANY_OF_CUSTOMER));
        });
    }
}
