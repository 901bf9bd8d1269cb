package dev.ares.cache;

import java.util.concurrent.TimeUnit;

import com.github.benmanes.caffeine.cache.RemovalCause;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;

/**
 * Of one cache. {@code ares.cache.requests} by {@code from}: keys asked for = first + joined (another request was after the
 * same key already) + second + source. {@code ares.cache.loads}: calls of the loader, by outcome.
 */
final class CacheMetrics {

    private static final Logger log = LoggerFactory.getLogger(CacheMetrics.class);

    private final MeterRegistry registry;
    private final String name;
    private final Counter first;
    private final Counter joined;
    private final Counter second;
    private final Counter source;
    private final Counter reloads;
    private final Counter invalidations;
    private final Timer loaded;
    private final Timer failed;

    CacheMetrics(MeterRegistry registry, String name) {
        this.registry = registry;
        this.name = name;
        this.first = requests("first");
        this.joined = requests("joined");
        this.second = requests("second");
        this.source = requests("source");
        this.reloads = registry.counter("ares.cache.reloads", "cache", name);
        this.invalidations = registry.counter("ares.cache.invalidations", "cache", name);
        this.loaded = registry.timer("ares.cache.loads", "cache", name, "outcome", "loaded");
        this.failed = registry.timer("ares.cache.loads", "cache", name, "outcome", "failed");
        evicted(RemovalCause.SIZE, 0);
        evicted(RemovalCause.EXPIRED, 0);
    }

    private Counter requests(String from) {
        return registry.counter("ares.cache.requests", "cache", name, "from", from);
    }

    void first() {
        first.increment();
    }

    void joined(int keys) {
        joined.increment(keys);
    }

    void second(int keys) {
        second.increment(keys);
    }

    /** A hot entry is loaded again before it expires. */
    void reload() {
        reloads.increment();
    }

    /** Keys that the first level dropped because they changed. */
    void invalidated(int keys) {
        invalidations.increment(keys);
    }

    void evicted(RemovalCause cause, int entries) {
        String why = cause == RemovalCause.EXPIRED ? "expired" : "size";
        registry.counter("ares.cache.evictions", "cache", name, "cause", why).increment(entries);
    }

    void unreadable(String key, RuntimeException fault) {
        log.warn("{} {} is kept in a form that cannot be read, and loaded again: {}", name, key, fault.toString());
    }

    <T> Mono<T> timed(Mono<T> load, int keys) {
        return Mono.defer(() -> {
            source.increment(keys);
            long begun = registry.config().clock().monotonicTime();
            return load.doOnSuccess(done -> record(loaded, begun)).doOnError(fault -> record(failed, begun));
        });
    }

    private void record(Timer timer, long begun) {
        timer.record(registry.config().clock().monotonicTime() - begun, TimeUnit.NANOSECONDS);
    }

    void show(TwoLevelCache<?, ?> cache) {
        Gauge.builder("ares.cache.entries", cache, TwoLevelCache::size)
                .tag("cache", name)
                .register(registry);
        Gauge.builder("ares.cache.hot", cache, TwoLevelCache::hot)
                .tag("cache", name)
                .register(registry);
    }
}
