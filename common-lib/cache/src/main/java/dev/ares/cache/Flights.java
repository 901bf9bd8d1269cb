package dev.ares.cache;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeoutException;
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
    private record Flight<V>(long asOf, long epoch, Map<String, Entry<V>> outdated) {

        boolean isReload(String name) {
            return outdated.containsKey(name);
        }
    }

    /**
     * An entry for each of these keys; a failure is an entry too.
     *
     * @param keys by their names in the second level
     * @param outdated of those that are loaded again, the entries that are not good enough any more
     */
    Mono<Map<String, Entry<V>>> fly(Map<String, K> keys, Map<String, Entry<V>> outdated) {
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

    /** What the second level has of these, for one answer; nothing while it does not answer. */
    Mono<Map<String, Entry<V>>> peek(Map<String, K> keys) {
        if (around.second == null) {
            return Mono.just(Map.of());
        }
        return around.second
                .peek(around.name, keys.keySet())
                .onErrorReturn(Map.of())
                .map(found -> {
                    var flight = new Flight<V>(around.nanoTime.getAsLong(), Hearing.NEVER, Map.of());
                    Map<String, Entry<V>> kept = new HashMap<>();
                    found.forEach((name, value) -> {
                        Entry<V> entry = read(Objects.requireNonNull(keys.get(name)), name, value, flight);
                        if (entry != null) {
                            kept.put(name, entry);
                        }
                    });
                    around.metrics.second(kept.size());
                    return kept;
                });
    }

    private @Nullable Entry<V> read(K key, String name, Found.Value found, Flight<V> flight) {
        Entry<V> outdated = flight.outdated.get(name);
        if (outdated != null && found.mark().equals(outdated.mark)) {
            return null;
        }
        try {
            V value = found.text() == null ? null : around.format.read().apply(key, found.text());
            Life life = around.lives.rest(found.left(), flight.asOf, flight.epoch);
            return new Entry<>(value, life, found.mark(), flight.isReload(name));
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
                .timed(inTime(Mono.defer(() -> around.loader.load(Set.copyOf(missing.values())))), missing.size())
                .map(values -> loaded(missing, values, flight))
                .onErrorResume(failure -> Mono.just(failed(missing.keySet(), failure, flight)))
                .doOnNext(entries -> fill(missing, entries, found));
    }

    /** Whoever asks for a key joins its load, and would wait for one that never ends. */
    private Mono<Map<K, V>> inTime(Mono<Map<K, V>> load) {
        Duration longest = around.settings.get().loadAtMost();
        return load.timeout(
                longest,
                Mono.error(() -> new TimeoutException(
                        "cache %s: load took more than %s (load-at-most)".formatted(around.name, longest))),
                around.delays);
    }

    private Map<String, Entry<V>> loaded(Map<String, K> missing, Map<K, V> values, Flight<V> flight) {
        Map<String, Entry<V>> entries = new HashMap<>();
        missing.forEach((name, key) -> {
            V value = values.get(key);
            Life life = around.lives.whole(value != null, flight.asOf, flight.epoch);
            entries.put(name, new Entry<>(value, life, null, flight.isReload(name)));
        });
        return entries;
    }

    private Map<String, Entry<V>> failed(Set<String> missing, Throwable failure, Flight<V> flight) {
        Map<String, Entry<V>> entries = new HashMap<>();
        missing.forEach(name -> entries.put(name, Entry.failed(failure, flight.asOf)));
        return entries;
    }

    /** Behind the answer, which does not wait for it. A failure ends the lease for others, and leaves a value that is there. */
    private void fill(Map<String, K> missing, Map<String, Entry<V>> entries, Map<String, Found> found) {
        List<Filling> fillings = new ArrayList<>();
        long now = around.nanoTime.getAsLong();
        missing.keySet().forEach(name -> {
            Entry<V> entry = entries.get(name);
            Found before = found.get(name);
            if (entry != null && (entry.failure == null || before instanceof Found.Yours)) {
                markOf(before).ifPresent(mark -> fillings.add(filling(name, mark, entry, now)));
            }
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
}
