package dev.ares.cache.redis;

import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiFunction;
import java.util.stream.Collectors;

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

    /** Of each cache the names, with a mark of when each was last added. */
    private final Map<String, Map<String, Object>> keys = new ConcurrentHashMap<>();

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
        Map<String, Object> waiting = keys.computeIfAbsent(cache, same -> new ConcurrentHashMap<>());
        if (waiting.isEmpty()) {
            log.warn("Redis could not be told that {} {} changed, and will be", cache, names);
        }
        if (waiting.size() + names.size() <= MOST) {
            names.forEach(name -> waiting.put(name, new Object()));
        } else {
            log.error("{} {} may be stale in other processes until they expire: too many wait", cache, names);
        }
    }

    boolean waits(String cache, String name) {
        return keys.getOrDefault(cache, Map.of()).containsKey(name);
    }

    private Mono<Void> sendAll() {
        return Flux.fromIterable(keys.entrySet())
                .concatMap(each -> send(each.getKey(), each.getValue()))
                .then();
    }

    /** Some per turn. What is added while it is being sent is sent again. */
    private Mono<Void> send(String cache, Map<String, Object> waiting) {
        Map<String, Object> some = waiting.entrySet().stream()
                .limit(AT_ONCE)
                .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));
        return some.isEmpty()
                ? Mono.empty()
                : send.apply(cache, some.keySet())
                        .doOnSuccess(sent -> some.forEach(waiting::remove))
                        .onErrorComplete();
    }

    void stop() {
        repetition.dispose();
    }
}
