package dev.ares.benchmarks.micro;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.infra.Blackhole;
import reactor.core.publisher.Mono;

import dev.ares.cache.CacheSettings;
import dev.ares.cache.Caches;
import dev.ares.cache.TwoLevelCache;
import dev.ares.settings.LiveSettings;

/** One of a hundred keys that are all kept, in turns. */
@State(Scope.Thread)
public class CacheHit {

    private static final int KEYS = 100;

    private final String[] keys = new String[KEYS];
    private final TwoLevelCache<String, String> ares;
    private final Cache<String, String> caffeine;
    private int turn;

    public CacheHit() {
        CacheSettings settings = CacheSettings.defaults();
        ares = new Caches(new SimpleMeterRegistry())
                .local("benchmark", key -> key, Loads::ofAll, LiveSettings.fixed(settings), same -> same);
        caffeine = Caffeine.newBuilder()
                .maximumSize(settings.entries())
                .expireAfterWrite(settings.timeToLive())
                .build();
        for (int i = 0; i < KEYS; i++) {
            keys[i] = "sku-" + i;
            ares.get(keys[i]).block();
            caffeine.put(keys[i], keys[i]);
        }
    }

    private String key() {
        turn = turn + 1 == KEYS ? 0 : turn + 1;
        return keys[turn];
    }

    @Benchmark
    public void ares(Blackhole seen) {
        Mono<String> found = ares.get(key());
        found.subscribe(seen::consume);
    }

    @Benchmark
    public void caffeine(Blackhole seen) {
        seen.consume(caffeine.getIfPresent(key()));
    }
}
