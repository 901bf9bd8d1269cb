package dev.ares.order.application;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicInteger;

/** Counts who is in, and lets no more in than a process, or one customer, may have. Thread-safe. */
final class Places {

    enum Entry {
        ADMITTED,
        TOO_MANY,
        TOO_MANY_OF_CUSTOMER
    }

    private final int most;
    private final int mostOfACustomer;
    private final AtomicInteger taken = new AtomicInteger();
    private final ConcurrentMap<String, Integer> takenByCustomer = new ConcurrentHashMap<>();

    Places(int most, int mostOfACustomer) {
        this.most = most;
        this.mostOfACustomer = mostOfACustomer;
    }

    /** Who is admitted {@link #leave leaves} once. */
    Entry enter(String userId) {
        boolean tooManyOfCustomer = takenByCustomer.merge(userId, 1, Integer::sum) > mostOfACustomer;
        boolean tooMany = taken.incrementAndGet() > most;
        if (!tooMany && !tooManyOfCustomer) {
            return Entry.ADMITTED;
        }
        leave(userId);
        return tooManyOfCustomer ? Entry.TOO_MANY_OF_CUSTOMER : Entry.TOO_MANY;
    }

    void leave(String userId) {
        taken.decrementAndGet();
        takenByCustomer.computeIfPresent(userId, (id, places) -> places == 1 ? null : places - 1);
    }
}
