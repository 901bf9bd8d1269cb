package dev.ares.gateway.limit;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import reactor.core.publisher.Mono;

/**
 * Buckets of this gateway alone, the same arithmetic as in Redis. At most 100,000: beyond, those asked least are
 * forgotten, that is full. Lock-free.
 */
final class LocalBuckets implements Buckets {

    private static final int MOST = 100_000;

    private final LongSupplier nanoTime;
    private final Cache<String, AtomicLong> fullAt =
            Caffeine.newBuilder().maximumSize(MOST).build();

    /** @param nanoTime a clock that never goes back: {@code System::nanoTime} */
    LocalBuckets(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    @Override
    public Mono<Verdict> take(String key, Allowance allowance) {
        return Mono.fromSupplier(() -> takeNow(key, allowance));
    }

    private Verdict takeNow(String key, Allowance allowance) {
        long now = TimeUnit.NANOSECONDS.toMicros(nanoTime.getAsLong());
        AtomicLong bucket = fullAt.get(key, missing -> new AtomicLong(now));
        while (true) {
            long seen = bucket.get();
            long full = Math.max(seen, now);
            if (full - now + allowance.interval() > allowance.filling()) {
                return Verdict.of(allowance, false, full - now);
            }
            long later = full + allowance.interval();
            if (bucket.compareAndSet(seen, later)) {
                return Verdict.of(allowance, true, later - now);
            }
        }
    }
}
