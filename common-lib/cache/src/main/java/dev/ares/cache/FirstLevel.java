package dev.ares.cache;

import java.util.Collection;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

import com.github.benmanes.caffeine.cache.AsyncCache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import com.github.benmanes.caffeine.cache.RemovalCause;
import org.jspecify.annotations.Nullable;

import dev.ares.cache.Flights.Surroundings;

/**
 * Entries, and promises of such that are being fetched. A promise stands under its key from before its flight begins, so
 * that an invalidation removes it too: what it brings goes to those who wait for it, and is not kept.
 */
final class FirstLevel<V> {

    private final AsyncCache<String, Entry<V>> entries;
    private final Surroundings<?, ?> around;

    FirstLevel(Surroundings<?, ?> around) {
        this.around = around;
        this.entries = Caffeine.newBuilder()
                .maximumSize(around.settings().get().entries())
                .ticker(around.nanoTime()::getAsLong)
                .executor(Runnable::run)
                .expireAfter(Expiry.<String, Entry<V>>writing(
                        (name, entry) -> around.lives().left(entry)))
                .evictionListener(this::evicted)
                .buildAsync();
    }

    private void evicted(@Nullable String name, @Nullable Entry<V> entry, RemovalCause cause) {
        if (entry == null || entry.failure == null) {
            around.metrics().evicted(cause, 1);
        }
    }

    /** What may be answered to a request of this moment. */
    @Nullable
    Entry<V> find(String name, long now) {
        CompletableFuture<Entry<V>> promise = entries.getIfPresent(name);
        Entry<V> entry = promise == null ? null : landed(promise);
        if (entry == null) {
            return null;
        }
        if (entry.isAlive(now) && isCurrent(entry, now)) {
            entry.hit();
            around.metrics().first();
            return entry;
        }
        drop(name, entry);
        return null;
    }

    boolean isCurrent(Entry<V> entry, long now) {
        SecondLevel second = around.second();
        return second == null
                || entry.isCurrent(
                        now,
                        second.hearing(),
                        around.settings().get().staleAtMost().toNanos());
    }

    /** Entries for all of these; those that nobody is after yet, the caller fetches. */
    CompletableFuture<Map<String, Entry<V>>> findAll(
            Set<String> names, Function<Set<String>, CompletableFuture<Map<String, Entry<V>>>> fetch) {
        var led = new AtomicInteger();
        CompletableFuture<Map<String, Entry<V>>> all = entries.getAll(names, (missing, unused) -> {
            led.set(missing.size());
            return fetch.apply(Set.copyOf(missing));
        });
        around.metrics().joined(names.size() - led.get());
        return all;
    }

    /** These have changed. */
    void drop(Collection<String> names) {
        int dropped = 0;
        for (String name : names) {
            dropped += entries.asMap().remove(name) == null ? 0 : 1;
        }
        around.metrics().invalidated(dropped);
    }

    void drop(String name, Entry<V> entry) {
        entries.asMap().computeIfPresent(name, (same, promise) -> landed(promise) == entry ? null : promise);
    }

    /** Unless it was dropped meanwhile. */
    void replace(String name, Entry<V> old, Entry<V> fresh) {
        entries.asMap()
                .computeIfPresent(
                        name,
                        (same, promise) -> landed(promise) == old ? CompletableFuture.completedFuture(fresh) : promise);
    }

    int size() {
        return entries.asMap().size();
    }

    int hot() {
        long now = around.nanoTime().getAsLong();
        double perSecond = around.settings().get().hot().perSecond();
        return (int) entries.asMap().values().stream()
                .map(FirstLevel::landed)
                .filter(Objects::nonNull)
                .filter(entry -> entry.isAlive(now) && entry.isHot(now, perSecond))
                .count();
    }

    void resize(int most) {
        entries.synchronous().policy().eviction().ifPresent(eviction -> eviction.setMaximum(most));
    }

    private static <V> @Nullable Entry<V> landed(CompletableFuture<Entry<V>> promise) {
        return promise.isDone() && !promise.isCompletedExceptionally() ? promise.getNow(null) : null;
    }
}
