package dev.ares.cache;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

import dev.ares.cache.Entry.Life;
import dev.ares.cache.SecondLevel.Filling;
import dev.ares.cache.SecondLevel.Found;

/**
 * The way to what the first level lacks: from the second level; what that lacks too from the loader, into the second level.
 * Where somebody else loads a key it waits for that, but not for long. While the second level does not answer, it loads.
 */
final class Flights<K, V> {

    /** What somebody else loads is looked for after each pause, and no longer than the patience; then it is loaded twice. */
    static final Duration PAUSE = Duration.ofMillis(20);

    static final Duration PATIENCE = Duration.ofMillis(200);

    /**
     * @param second null: there is none
     * @param delays the pauses
     */
    record Surroundings<K, V>(
            String name,
            Format<K, V> format,
            Loader<K, V> loader,
            @Nullable SecondLevel second,
            Supplier<CacheSettings> settings,
            LongSupplier nanoTime,
            Lives lives,
            Scheduler delays,
            CacheMetrics metrics) {}

    private final Surroundings<K, V> around;

    Flights(Surroundings<K, V> around) {
        this.around = around;
    }

    /** One flight: for these keys, begun at this moment, in this epoch. */
    private record Flight<V>(
            long asOf, long epoch, @Nullable Entry<V> outdated) {}

    /**
     * An entry for each of these keys; a failure is an entry too.
     *
     * @param keys by their names in the second level
     * @param outdated an entry that is not good enough any more; null on a miss
     */
    Mono<Map<String, Entry<V>>> fly(Map<String, K> keys, @Nullable Entry<V> outdated) {
        return Mono.defer(() -> {
            long epoch = around.second == null
                    ? Hearing.NEVER
                    : around.second.hearing().epoch();
            return settle(keys, new Flight<>(around.nanoTime.getAsLong(), epoch, outdated));
        });
    }

    private Mono<Map<String, Entry<V>>> settle(Map<String, K> keys, Flight<V> flight) {
        return look(keys.keySet()).flatMap(found -> {
            Map<String, Entry<V>> settled = new HashMap<>();
            Map<String, K> theirs = new LinkedHashMap<>();
            Map<String, K> missing = new LinkedHashMap<>();
            keys.forEach((name, key) -> {
                Found one = found.get(name);
                Entry<V> kept = one instanceof Found.Value value ? read(key, name, value, flight) : null;
                if (kept != null) {
                    settled.put(name, kept);
                } else {
                    (one instanceof Found.Theirs ? theirs : missing).put(name, key);
                }
            });
            around.metrics.second(settled.size());
            return Mono.zip(load(missing, found, flight), await(theirs, flight), (loaded, awaited) -> {
                settled.putAll(loaded);
                settled.putAll(awaited);
                return settled;
            });
        });
    }

    /** Nothing, where the second level does not answer. */
    private Mono<Map<String, Found>> look(Set<String> names) {
        return around.second == null
                ? Mono.just(Map.of())
                : around.second.look(around.name, names).onErrorReturn(Map.of());
    }

    private @Nullable Entry<V> read(K key, String name, Found.Value found, Flight<V> flight) {
        if (flight.outdated != null && found.mark().equals(flight.outdated.mark)) {
            return null;
        }
        try {
            V value = found.text() == null ? null : around.format.read().apply(key, found.text());
            Life life = around.lives.rest(found.left(), flight.asOf, flight.epoch);
            return new Entry<>(value, life, found.mark(), isHot(flight));
        } catch (RuntimeException unreadable) {
            around.metrics.unreadable(name, unreadable);
            return null;
        }
    }

    private Mono<Map<String, Entry<V>>> await(Map<String, K> theirs, Flight<V> flight) {
        if (theirs.isEmpty()) {
            return Mono.just(Map.of());
        }
        if (around.nanoTime.getAsLong() - flight.asOf >= PATIENCE.toNanos()) {
            return load(theirs, Map.of(), flight);
        }
        return Mono.delay(PAUSE, around.delays).then(Mono.defer(() -> settle(theirs, flight)));
    }

    private Mono<Map<String, Entry<V>>> load(Map<String, K> missing, Map<String, Found> found, Flight<V> flight) {
        if (missing.isEmpty()) {
            return Mono.just(Map.of());
        }
        return around.metrics
                .timed(Mono.defer(() -> around.loader.load(Set.copyOf(missing.values()))), missing.size())
                .map(values -> loaded(missing, values, flight))
                .onErrorResume(failure -> Mono.just(failed(missing.keySet(), failure, flight)))
                .doOnNext(entries -> fill(missing, entries, found));
    }

    private Map<String, Entry<V>> loaded(Map<String, K> missing, Map<K, V> values, Flight<V> flight) {
        Map<String, Entry<V>> entries = new HashMap<>();
        missing.forEach((name, key) -> {
            V value = values.get(key);
            Life life = around.lives.whole(value != null, flight.asOf, flight.epoch);
            entries.put(name, new Entry<>(value, life, null, isHot(flight)));
        });
        return entries;
    }

    private Map<String, Entry<V>> failed(Set<String> missing, Throwable failure, Flight<V> flight) {
        Map<String, Entry<V>> entries = new HashMap<>();
        missing.forEach(name -> entries.put(name, Entry.failed(failure, flight.asOf)));
        return entries;
    }

    /** Behind the answer, which does not wait for it. */
    private void fill(Map<String, K> missing, Map<String, Entry<V>> entries, Map<String, Found> found) {
        List<Filling> fillings = new ArrayList<>();
        long now = around.nanoTime.getAsLong();
        missing.keySet().forEach(name -> {
            Entry<V> entry = entries.get(name);
            markOf(found.get(name)).ifPresent(mark -> {
                if (entry != null) {
                    fillings.add(filling(name, mark, entry, now));
                }
            });
        });
        if (around.second != null && !fillings.isEmpty()) {
            around.second
                    .fill(around.name, fillings)
                    .onErrorReturn(Map.of())
                    .subscribe(marks -> marks.forEach((name, mark) -> {
                        Entry<V> entry = entries.get(name);
                        if (entry != null) {
                            entry.mark = mark;
                        }
                    }));
        }
    }

    private static Optional<String> markOf(@Nullable Found found) {
        if (found instanceof Found.Yours yours) {
            return Optional.of(yours.mark());
        }
        return found instanceof Found.Value value ? Optional.of(value.mark()) : Optional.empty();
    }

    private Filling filling(String name, String mark, Entry<V> entry, long now) {
        Duration life = entry.isAlive(now) ? Duration.ofNanos(entry.life.expiresAt() - now) : Duration.ZERO;
        V value = entry.value;
        return value == null
                ? new Filling(name, mark, null, 0, life)
                : new Filling(
                        name,
                        mark,
                        around.format.write().apply(value),
                        around.format.version().applyAsLong(value),
                        life);
    }

    private boolean isHot(Flight<V> flight) {
        return flight.outdated != null;
    }
}
