package dev.ares.gateway.limit;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicInteger;

/** How many of something there are, in all and of each address that has any. Thread-safe. */
final class CountByAddress {

    private final AtomicInteger all = new AtomicInteger();
    private final ConcurrentMap<String, Integer> byAddress = new ConcurrentHashMap<>();

    /** How many there are with this one. */
    record Count(int all, int ofAddress) {}

    Count enter(String address) {
        return new Count(all.incrementAndGet(), byAddress.merge(address, 1, Integer::sum));
    }

    /** Once for each that entered. */
    void leave(String address) {
        all.decrementAndGet();
        byAddress.computeIfPresent(address, (same, count) -> count == 1 ? null : count - 1);
    }

    int all() {
        return all.get();
    }
}
