package dev.ares.cache;

import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;

/** Values beyond their time, for the worst case. As many as the first level has entries. */
final class LastKnown<K, V> {

    private record Dated<V>(V value, long asOf) {}

    private final Cache<K, Dated<V>> values;
    private final LongSupplier nanoTime;

    LastKnown(CacheSettings settings, LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        this.values = Caffeine.newBuilder()
                .maximumSize(size(settings))
                .expireAfterWrite(settings.lastKnown())
                .ticker(nanoTime::getAsLong)
                .executor(Runnable::run)
                .build();
    }

    private static int size(CacheSettings settings) {
        return settings.lastKnown().isZero() ? 0 : settings.entries();
    }

    void keep(K key, Entry<V> entry) {
        if (entry.value == null) {
            values.invalidate(key);
        } else {
            values.put(key, new Dated<>(entry.value, entry.life.asOf()));
        }
    }

    Optional<Aged<V>> find(K key) {
        Dated<V> kept = values.getIfPresent(key);
        return kept == null
                ? Optional.empty()
                : Optional.of(new Aged<>(kept.value, Duration.ofNanos(nanoTime.getAsLong() - kept.asOf)));
    }

    void resize(CacheSettings changed) {
        values.policy().eviction().ifPresent(eviction -> eviction.setMaximum(size(changed)));
        values.policy().expireAfterWrite().ifPresent(expiry -> expiry.setExpiresAfter(changed.lastKnown()));
    }
}
