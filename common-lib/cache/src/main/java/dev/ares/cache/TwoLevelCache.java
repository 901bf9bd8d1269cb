package dev.ares.cache;

import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

import reactor.core.publisher.Mono;
import reactor.util.context.ContextView;

import dev.ares.cache.Flights.Surroundings;
import dev.ares.cache.Reloads.Due;
import dev.ares.cache.SecondLevel.Written;

/**
 * Values by key: kept in this process, kept in the second level that all processes share, or loaded. Or without a second
 * level, by itself.
 *
 * <ul>
 *   <li>Reads go through: a miss is loaded once per key, however many ask for it at the same time, in this process; and in
 *       all, as a rule (a process that waits for another's load gives up after 200 ms).
 *   <li>What was invalidated or put is answered by no process any more once its news has come: milliseconds later. However
 *       long the news takes, and when it is lost, it is not answered for longer than {@link CacheSettings#staleAtMost}
 *       after the second level has it; and nothing for longer than {@link CacheSettings#timeToLive} after it was loaded,
 *       whatever went wrong.
 *   <li>The second level is never the reason for an error: while it does not answer, values are loaded, and kept here.
 *   <li>A failed load fails all who wait for it, and is not remembered.
 * </ul>
 *
 * For all threads; blocks none. Answers come on the thread of the caller, or of the load.
 */
public final class TwoLevelCache<K, V> {

    private final Surroundings<K, V> around;
    private final FirstLevel<V> first;
    private final Flights<K, V> flights;
    private final LastKnown<K, V> lastKnown;
    private final Reloads<K, V> reloads;

    TwoLevelCache(Surroundings<K, V> around) {
        this.around = around;
        this.first = new FirstLevel<>(around);
        this.flights = new Flights<>(around);
        this.lastKnown = new LastKnown<>(around.settings().get(), around.nanoTime());
        this.reloads = new Reloads<>(around.delays(), this::reload);
        if (around.second() != null) {
            around.second().onInvalidation(around.name(), first::drop);
        }
    }

    /** The value; empty when there is none. An error only when it had to be loaded and could not be. */
    public Mono<V> get(K key) {
        return getAll(List.of(key)).flatMap(found -> Mono.justOrEmpty(found.get(key)));
    }

    /** The values of those that exist. An error when one had to be loaded and could not be. */
    public Mono<Map<K, V>> getAll(Collection<K> keys) {
        return Mono.deferContextual(request -> {
            Here<K, V> here = look(keys, this::reloadIfHot);
            return here.missing.isEmpty()
                    ? Mono.just(here.values)
                    : addMissing(here.values, here.missing, here.asked, request);
        });
    }

    /**
     * What either level has of these, no staler than {@link #getAll} answers it. Nothing is loaded, also not behind the
     * answer, and no load is waited for: for while the source is left alone. Never an error.
     */
    public Mono<Map<K, V>> kept(Collection<K> keys) {
        return Mono.defer(() -> {
            Here<K, V> here = look(keys, (name, key, entry, asked) -> {});
            return here.missing.isEmpty()
                    ? Mono.just(here.values)
                    : flights.peek(here.missing).map(found -> {
                        found.forEach((name, entry) ->
                                add(here.values, Objects.requireNonNull(here.missing.get(name)), entry));
                        return here.values;
                    });
        });
    }

    /** What the first level has of these at this moment. */
    private Here<K, V> look(Collection<K> keys, Hit<K, V> hit) {
        Here<K, V> here = new Here<>(
                new HashMap<>(), new LinkedHashMap<>(), around.nanoTime().getAsLong());
        for (K key : keys) {
            String name = around.format().key().apply(key);
            Entry<V> entry = first.find(name, here.asked);
            if (entry == null) {
                here.missing.put(name, key);
            } else {
                add(here.values, key, entry);
                hit.found(name, key, entry, here.asked);
            }
        }
        return here;
    }

    private record Here<K, V>(Map<K, V> values, Map<String, K> missing, long asked) {}

    private interface Hit<K, V> {
        void found(String name, K key, Entry<V> entry, long asked);
    }

    private static <K, V> void add(Map<K, V> values, K key, Entry<V> entry) {
        if (entry.value != null) {
            values.put(key, entry.value);
        }
    }

    /** What a flight brings that had begun before this request may be too old for it: then it is fetched again. */
    private Mono<Map<K, V>> addMissing(Map<K, V> values, Map<String, K> missing, long asked, ContextView request) {
        return fetch(missing, request).flatMap(entries -> {
            Map<String, K> outdated = new LinkedHashMap<>();
            for (Map.Entry<String, Entry<V>> each : entries.entrySet()) {
                Entry<V> entry = each.getValue();
                K key = Objects.requireNonNull(missing.get(each.getKey()));
                if (entry.failure != null) {
                    return Mono.error(entry.failure);
                }
                if (first.isCurrent(entry, asked)) {
                    add(values, key, entry);
                    lastKnown.keep(key, entry);
                } else {
                    first.drop(each.getKey(), entry);
                    outdated.put(each.getKey(), key);
                }
            }
            return outdated.isEmpty() ? Mono.just(values) : addMissing(values, outdated, asked, request);
        });
    }

    /** The load that others may share is part of the trace of the request that made it. */
    private Mono<Map<String, Entry<V>>> fetch(Map<String, K> missing, ContextView request) {
        return Mono.fromFuture(() -> first.findAll(missing.keySet(), led -> lead(led, missing, request)), true);
    }

    private CompletableFuture<Map<String, Entry<V>>> lead(
            Set<String> led, Map<String, K> missing, ContextView request) {
        Map<String, K> keys = new LinkedHashMap<>(missing);
        keys.keySet().retainAll(led);
        return flights.fly(keys, Map.of()).contextWrite(request).toFuture().thenApply(Objects::requireNonNull);
    }

    private void reloadIfHot(String name, K key, Entry<V> entry, long now) {
        if (entry.isToBeReloaded(now, around.settings().get().hot().perSecond())) {
            around.metrics().reload();
            reloads.add(name, key, entry);
        }
    }

    /** Behind whoever asked. When that fails, the entries expire in their time. */
    private void reload(Map<String, Due<K, V>> due) {
        Map<String, K> keys = new LinkedHashMap<>();
        Map<String, Entry<V>> outdated = new HashMap<>();
        due.forEach((name, each) -> {
            keys.put(name, each.key());
            outdated.put(name, each.entry());
        });
        flights.fly(keys, outdated)
                .subscribe(reloaded -> due.forEach((name, each) -> {
                    Entry<V> fresh = reloaded.get(name);
                    if (fresh != null && fresh.failure == null) {
                        first.replace(name, each.entry(), fresh);
                        lastKnown.keep(each.key(), fresh);
                    }
                }));
    }

    /**
     * Writes through: of values that are kept, the newest stays, and older ones are dropped everywhere; others are loaded
     * when somebody asks for them. In any order, any number of times.
     *
     * @return an error when the second level does not take it: to be repeated by whoever must not lose it
     * @throws IllegalStateException without a second level
     */
    public Mono<Void> put(Map<K, V> values) {
        SecondLevel second = around.second();
        if (second == null) {
            throw new IllegalStateException("cache %s: put (expected: a second level)".formatted(around.name()));
        }
        List<Written> written = values.entrySet().stream()
                .map(each -> new Written(
                        around.format().key().apply(each.getKey()),
                        around.format().write().apply(each.getValue()),
                        around.format().version().applyAsLong(each.getValue()),
                        around.lives().whole()))
                .toList();
        return second.put(around.name(), written)
                .doOnTerminate(
                        () -> first.drop(written.stream().map(Written::key).toList()));
    }

    /** To be called after the change has been committed: what is loaded from then on is true. Never fails. */
    public Mono<Void> invalidate(Collection<K> keys) {
        List<String> names = keys.stream().map(around.format().key()).toList();
        Mono<Void> here = Mono.fromRunnable(() -> first.drop(names));
        SecondLevel second = around.second();
        // Here once more at the end: somebody may have read the second level meanwhile.
        return second == null
                ? here
                : here.then(second.invalidate(around.name(), names)).then(here);
    }

    /**
     * What was known last, however stale, also after its time and while it cannot be loaded: for answers that say that they
     * are degraded. Empty when nothing was known within {@link CacheSettings#lastKnown}, or it was known that there is none.
     */
    public Optional<Aged<V>> lastKnown(K key) {
        return lastKnown.find(key);
    }

    int size() {
        return first.size();
    }

    int hot() {
        return first.hot();
    }

    /** Takes over a changed number of entries. */
    void resize(CacheSettings changed) {
        first.resize(changed.entries());
        lastKnown.resize(changed);
    }
}
