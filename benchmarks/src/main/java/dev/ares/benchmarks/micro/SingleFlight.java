package dev.ares.benchmarks.micro;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

import com.github.benmanes.caffeine.cache.AsyncCache;
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

/** A key is dropped, ten ask for it, one load ends, all ten are answered: one operation. */
@State(Scope.Thread)
public class SingleFlight {

    static final int ASKING = 10;
    private static final String KEY = "sku";
    private static final Map<String, String> LOADED = Map.of(KEY, "value");

    private final TwoLevelCache<String, String> ares;
    private final AsyncCache<String, String> caffeine;
    private CompletableFuture<Map<String, String>> load = new CompletableFuture<>();
    private int loads;
    private long answered;

    public SingleFlight() {
        CacheSettings settings = CacheSettings.defaults();
        ares = new Caches(new SimpleMeterRegistry())
                .local("benchmark", key -> key, keys -> loading(), LiveSettings.fixed(settings), same -> same);
        caffeine = Caffeine.newBuilder()
                .maximumSize(settings.entries())
                .expireAfterWrite(settings.timeToLive())
                .executor(Runnable::run)
                .buildAsync();
    }

    private Mono<Map<String, String>> loading() {
        loads++;
        return Mono.fromFuture(load);
    }

    private CompletableFuture<String> loadingOf(String key) {
        loads++;
        return load.thenApply(loaded -> loaded.getOrDefault(key, ""));
    }

    @Benchmark
    public void ares(Blackhole seen) {
        begin();
        ares.invalidate(List.of(KEY)).subscribe();
        for (int i = 0; i < ASKING; i++) {
            ares.get(KEY).subscribe(value -> answer(value, seen));
        }
        end();
    }

    @Benchmark
    public void caffeine(Blackhole seen) {
        begin();
        caffeine.synchronous().invalidate(KEY);
        for (int i = 0; i < ASKING; i++) {
            CompletableFuture<String> found = caffeine.get(KEY, (key, executor) -> loadingOf(key));
            var unused = found.thenAccept(value -> answer(value, seen));
        }
        end();
    }

    private void answer(String value, Blackhole seen) {
        answered++;
        seen.consume(value);
    }

    /** Who asked and got the value, so far. */
    long answered() {
        return answered;
    }

    private void begin() {
        loads = 0;
        load = new CompletableFuture<>();
    }

    private void end() {
        load.complete(LOADED);
        if (loads != 1) {
            throw new IllegalStateException("loads: " + loads + " (expected: 1)");
        }
    }
}
