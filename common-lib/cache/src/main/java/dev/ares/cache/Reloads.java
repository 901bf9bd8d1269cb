package dev.ares.cache;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;

import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/**
 * Hot keys that are to be loaded again. Those that come within a moment are one load: where many are hot, their reloads
 * shall not take the places of calls that somebody waits for. For all threads.
 */
final class Reloads<K, V> {

    /** Short beside the rest of a life at which a key is loaded again. */
    static final Duration MOMENT = Duration.ofMillis(20);

    /** In one load. */
    static final int MOST = 100;

    private final Scheduler delays;
    private final Consumer<Map<String, Due<K, V>>> load;
    private Map<String, Due<K, V>> gathered = new LinkedHashMap<>();

    /** @param entry the one that is loaded again before it expires */
    record Due<K, V>(K key, Entry<V> entry) {}

    /** @param load begins a load of these, at least one, and does not wait for it */
    Reloads(Scheduler delays, Consumer<Map<String, Due<K, V>>> load) {
        this.delays = delays;
        this.load = load;
    }

    void add(String name, K key, Entry<V> entry) {
        int waiting = gather(name, new Due<>(key, entry));
        if (waiting >= MOST) {
            begin();
        } else if (waiting == 1) {
            Mono.delay(MOMENT, delays).subscribe(over -> begin());
        }
    }

    private synchronized int gather(String name, Due<K, V> due) {
        gathered.put(name, due);
        return gathered.size();
    }

    private void begin() {
        Map<String, Due<K, V>> together = take();
        if (!together.isEmpty()) {
            load.accept(together);
        }
    }

    private synchronized Map<String, Due<K, V>> take() {
        Map<String, Due<K, V>> taken = gathered;
        gathered = new LinkedHashMap<>();
        return taken;
    }
}
