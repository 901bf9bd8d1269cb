package dev.ares.gateway.identity;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicInteger;

/** How many of something there are, in all and of each address that has any. Thread-safe. */
public final class CountByAddress {

    private final AtomicInteger all = new AtomicInteger();
    private final ConcurrentMap<String, Integer> byAddress = new ConcurrentHashMap<>();

    /** How many there are with this one. */
    public record Count(int all, int ofAddress) {}

    /** One more of this address. */
    public Count enter(String address) {
        return new Count(all.incrementAndGet(), byAddress.merge(address, 1, Integer::sum));
    }

    /** Once for each that entered. */
    public void leave(String address) {
        all.decrementAndGet();
        byAddress.computeIfPresent(address, (same, count) -> count == 1 ? null : count - 1);
    }

    public int all() {
        return all.get();
    }
}
