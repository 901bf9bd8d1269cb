package dev.ares.cache.redis;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiFunction;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Invalidations that Redis could not be told, and is told as soon as it answers. Bounded: beyond, lives are the bound. */
final class Unsent {

    static final int MOST = 10_000;

    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final int AT_ONCE = 500;
    private static final Logger log = LoggerFactory.getLogger(Unsent.class);

    private final Map<String, Set<String>> keys = new ConcurrentHashMap<>();
    private final BiFunction<String, Collection<String>, Mono<Void>> send;
    private Disposable repetition = Disposables.disposed();

    Unsent(BiFunction<String, Collection<String>, Mono<Void>> send) {
        this.send = send;
    }

    void start() {
        repetition = Flux.interval(PAUSE)
                .onBackpressureDrop()
                .concatMap(turn -> sendAll())
                .subscribe();
    }

    void add(String cache, Collection<String> names) {
        Set<String> waiting = keys.computeIfAbsent(cache, same -> ConcurrentHashMap.newKeySet());
        if (waiting.isEmpty()) {
            log.warn("Redis could not be told that {} {} changed, and will be", cache, names);
        }
        if (waiting.size() + names.size() <= MOST) {
            waiting.addAll(names);
        } else {
            log.error("{} {} may be stale in other processes until they expire: too many wait", cache, names);
        }
    }

    private Mono<Void> sendAll() {
        return Flux.fromIterable(keys.entrySet())
                .concatMap(each -> send(each.getKey(), each.getValue()))
                .then();
    }

    /** Some per turn. What is added while it is being sent is sent twice, if it was there already. */
    private Mono<Void> send(String cache, Set<String> waiting) {
        List<String> some = waiting.stream().limit(AT_ONCE).toList();
        if (some.isEmpty()) {
            return Mono.empty();
        }
        waiting.removeAll(Set.copyOf(some));
        return send.apply(cache, some).onErrorResume(still -> {
            waiting.addAll(some);
            return Mono.empty();
        });
    }

    void stop() {
        repetition.dispose();
    }
}
