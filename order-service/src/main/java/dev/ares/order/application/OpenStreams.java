package dev.ares.order.application;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicInteger;

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

    private final int most;
    private final int mostOfACustomer;
    private final AtomicInteger open = new AtomicInteger();
    private final ConcurrentMap<String, Integer> openOfCustomer = new ConcurrentHashMap<>();

    public OpenStreams(int most, int mostOfACustomer) {
        this.most = most;
        this.mostOfACustomer = mostOfACustomer;
    }

    /** The stream, which takes a place when it is subscribed to, or fails with {@link TooMany}, and gives it back. */
    public <T> Flux<T> admit(String userId, Flux<T> stream) {
        return Flux.defer(() -> {
            enter(userId);
            return stream.doFinally(end -> leave(userId));
        });
    }

    private void enter(String userId) {
        boolean tooManyOfCustomer = openOfCustomer.merge(userId, 1, Integer::sum) > mostOfACustomer;
        boolean tooMany = open.incrementAndGet() > most;
        if (tooMany || tooManyOfCustomer) {
            leave(userId);
            throw new TooMany(tooManyOfCustomer);
        }
    }

    private void leave(String userId) {
        open.decrementAndGet();
        openOfCustomer.computeIfPresent(userId, (id, streams) -> streams == 1 ? null : streams - 1);
    }
}
