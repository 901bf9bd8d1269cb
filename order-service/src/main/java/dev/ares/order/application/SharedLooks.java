package dev.ares.order.application;

import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/**
 * Makes one question of many: whoever asks while a look is under way joins the next one. However many wait, one look is
 * under way at a time, on one connection.
 *
 * @param <K> what is looked for
 * @param <V> what is found
 */
final class SharedLooks<K, V> {

    private final Function<Set<K>, Mono<Map<K, V>>> look;
    private final Duration longestLook;
    private Gathered<K, V> next = new Gathered<>();
    private boolean looking;

    /**
     * @param look finds several at once; leaves out what is not there
     * @param longestLook after which a look counts as failed
     */
    SharedLooks(Function<Set<K>, Mono<Map<K, V>>> look, Duration longestLook) {
        this.look = look;
        this.longestLook = longestLook;
    }

    /** Empty when it is not there; the look's own error when that failed. */
    Mono<V> find(K key) {
        return Mono.defer(() -> {
            Gathered<K, V> joined = join(key);
            return joined.found.asMono().flatMap(found -> Mono.justOrEmpty(found.get(key)));
        });
    }

    private Gathered<K, V> join(K key) {
        Gathered<K, V> joined;
        boolean first;
        synchronized (this) {
            joined = next;
            joined.keys.add(key);
            first = !looking;
            looking = true;
        }
        if (first) {
            start();
        }
        return joined;
    }

    private void start() {
        Gathered<K, V> now;
        synchronized (this) {
            if (next.keys.isEmpty()) {
                looking = false;
                return;
            }
            now = next;
            next = new Gathered<>();
        }
        Mono.defer(() -> look.apply(now.keys))
                .defaultIfEmpty(Map.of())
                .timeout(longestLook)
                .doOnTerminate(this::start)
                .subscribe(now.found::tryEmitValue, now.found::tryEmitError);
    }

    private static final class Gathered<K, V> {

        private final Set<K> keys = new HashSet<>();
        private final Sinks.One<Map<K, V>> found = Sinks.one();
    }
}
