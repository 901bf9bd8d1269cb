package dev.ares.cache;

import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import org.jspecify.annotations.Nullable;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

import dev.ares.cache.Flights.Surroundings;
import dev.ares.settings.LiveSettings;

/** All caches of a service, each by a name that stands in metrics, log lines and keys. One of them per service. */
public final class Caches {

    private final @Nullable SecondLevel second;
    private final MeterRegistry metrics;
    private final LongSupplier nanoTime;
    private final Scheduler delays;

    /** Of a process by itself: none of its caches has a second level. */
    public Caches(MeterRegistry metrics) {
        this(null, metrics, System::nanoTime, Schedulers.parallel());
    }

    /** @param second for those of its caches that are to be shared */
    public Caches(SecondLevel second, MeterRegistry metrics) {
        this(second, metrics, System::nanoTime, Schedulers.parallel());
    }

    Caches(@Nullable SecondLevel second, MeterRegistry metrics, LongSupplier nanoTime, Scheduler delays) {
        this.second = second;
        this.metrics = metrics;
        this.nanoTime = nanoTime;
        this.delays = delays;
        if (second != null) {
            Gauge.builder("ares.cache.hearing", second, level -> level.hearing().epoch() == Hearing.NEVER ? 0 : 1)
                    .description("1 while invalidations are heard")
                    .register(metrics);
        }
    }

    /**
     * A cache that shares what it has with those of the same name in other processes, and follows its settings from now on.
     *
     * @param part what the settings say of this one
     * @throws IllegalStateException without a second level
     */
    public <K, V, S> TwoLevelCache<K, V> shared(
            String name,
            Format<K, V> format,
            Loader<K, V> loader,
            LiveSettings<S> settings,
            Function<S, CacheSettings> part) {
        if (second == null) {
            throw new IllegalStateException("cache %s: shared (expected: with a second level)".formatted(name));
        }
        return cache(name, format, loader, second, settings, part);
    }

    /**
     * A cache in this process only.
     *
     * @param key unique for each key
     */
    public <K, V, S> TwoLevelCache<K, V> local(
            String name,
            Function<K, String> key,
            Loader<K, V> loader,
            LiveSettings<S> settings,
            Function<S, CacheSettings> part) {
        Format<K, V> unused = Format.unversioned(key, value -> "", (same, text) -> {
            throw new IllegalStateException("cache %s: second level (expected: none)".formatted(name));
        });
        return cache(name, unused, loader, null, settings, part);
    }

    private <K, V, S> TwoLevelCache<K, V> cache(
            String name,
            Format<K, V> format,
            Loader<K, V> loader,
            @Nullable SecondLevel level,
            LiveSettings<S> settings,
            Function<S, CacheSettings> part) {
        Supplier<CacheSettings> now = () -> part.apply(settings.get());
        var measured = new CacheMetrics(metrics, name);
        var cache = new TwoLevelCache<>(new Surroundings<>(
                name, format, loader, level, now, nanoTime, new Lives(now, nanoTime), delays, measured));
        settings.nowAndOnChange(changed -> cache.resize(part.apply(changed)));
        measured.show(cache);
        return cache;
    }
}
