package dev.ares.cache;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.test.scheduler.VirtualTimeScheduler;

import dev.ares.settings.LiveSettings;

/** What is cached in tests: versions by name, in a database that answers at once or when it is told to. */
final class Shop {

    static final Format<String, Long> FORMAT =
            new Format<>(key -> key, version -> "v" + version, (key, text) -> Long.valueOf(text.substring(1)), v -> v);

    final Map<String, Long> database = new HashMap<>();
    final List<Set<String>> loads = new ArrayList<>();
    final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
    final VirtualTimeScheduler delays = VirtualTimeScheduler.create();
    final AtomicReference<CacheSettings> settings = new AtomicReference<>(lasting(Duration.ofMinutes(1)));

    /** Set: answers wait for it. */
    Sinks.@Nullable One<Boolean> gate;

    @Nullable
    RuntimeException broken;

    private final SharedMemory memory;

    Shop(SharedMemory memory) {
        this.memory = memory;
    }

    static CacheSettings lasting(Duration timeToLive) {
        return new CacheSettings(
                100,
                timeToLive,
                Duration.ofSeconds(3),
                0,
                Duration.ofSeconds(2),
                Duration.ofHours(1),
                Duration.ofSeconds(5),
                new CacheSettings.Hot(1, 0.8));
    }

    TwoLevelCache<String, Long> shared(SecondLevel level) {
        return new Caches(level, metrics, () -> memory.now, delays)
                .shared("versions", FORMAT, this::load, LiveSettings.fixed(this), shop -> shop.settings.get());
    }

    TwoLevelCache<String, Long> local() {
        return new Caches(null, metrics, () -> memory.now, delays)
                .local("versions", key -> key, this::load, LiveSettings.fixed(this), shop -> shop.settings.get());
    }

    private Mono<Map<String, Long>> load(Set<String> keys) {
        loads.add(keys);
        return gate == null
                ? Mono.fromSupplier(() -> read(keys))
                : gate.asMono().map(open -> read(keys));
    }

    private Map<String, Long> read(Set<String> keys) {
        if (broken != null) {
            throw broken;
        }
        Map<String, Long> found = new HashMap<>(database);
        found.keySet().retainAll(keys);
        return found;
    }

    double requests(String from) {
        return metrics.counter("ares.cache.requests", "cache", "versions", "from", from)
                .count();
    }
}
