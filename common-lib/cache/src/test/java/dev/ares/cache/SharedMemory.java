package dev.ares.cache;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

import dev.ares.cache.SecondLevel.Filling;
import dev.ares.cache.SecondLevel.Found;
import dev.ares.cache.SecondLevel.Written;

/**
 * A second level in memory, with a clock that the test moves. What processes ask of it happens at once, or when the test
 * says so; so does the news that it sends them, which gets lost when their connection is cut.
 */
final class SharedMemory {

    long now;
    boolean away;
    boolean atOnce = true;

    /** What has been asked and has not happened yet. */
    final List<Runnable> pending = new ArrayList<>();

    private final Map<String, Kept> kept = new HashMap<>();
    private final List<Process> processes = new ArrayList<>();
    private long tokens;

    private record Kept(
            String mark, boolean lease, @Nullable String text, long version, long expiresAt) {}

    void advance(Duration time) {
        now += time.toNanos();
    }

    Process process() {
        var process = new Process();
        processes.add(process);
        return process;
    }

    boolean keeps(String key) {
        return present(key) != null;
    }

    private @Nullable Kept present(String key) {
        Kept one = kept.get(key);
        return one == null || now - one.expiresAt >= 0 ? null : one;
    }

    private String token() {
        tokens++;
        return "t" + tokens;
    }

    private <T> Mono<T> asked(Supplier<T> work) {
        return Mono.create(sink -> {
            Runnable happens = () -> {
                if (away) {
                    sink.error(new IllegalStateException("away"));
                } else {
                    sink.success(work.get());
                }
            };
            if (atOnce) {
                happens.run();
            } else {
                pending.add(happens);
            }
        });
    }

    /** As one process sees it. */
    final class Process implements SecondLevel {

        private final Deque<Runnable> line = new ArrayDeque<>();
        private final List<Consumer<Collection<String>>> listeners = new ArrayList<>();
        private Hearing hearing = Hearing.NOTHING;
        private long epoch;
        private boolean connected;

        void connect() {
            if (!connected) {
                connected = true;
                epoch++;
                hearing = new Hearing(epoch, now - Duration.ofHours(1).toNanos());
            }
        }

        void cut() {
            connected = false;
            hearing = Hearing.NOTHING;
            line.clear();
        }

        void ping() {
            long sent = now;
            if (connected) {
                line.add(() -> hearing = new Hearing(hearing.epoch(), sent));
            }
        }

        /** The next of what is on the line arrives. */
        void deliver() {
            Runnable next = line.poll();
            if (next != null) {
                next.run();
            }
        }

        void deliverAll() {
            while (!line.isEmpty()) {
                deliver();
            }
        }

        @Override
        public Mono<Map<String, Found>> look(String cache, Collection<String> keys) {
            return asked(() -> {
                Map<String, Found> found = new HashMap<>();
                keys.forEach(key -> found.put(key, look(key)));
                return found;
            });
        }

        @Override
        public Mono<Map<String, Found.Value>> peek(String cache, Collection<String> keys) {
            return asked(() -> {
                Map<String, Found.Value> found = new HashMap<>();
                keys.stream()
                        .filter(key -> keeps(key) && look(key) instanceof Found.Value)
                        .forEach(key -> {
                            found.put(key, (Found.Value) look(key));
                        });
                return found;
            });
        }

        private Found look(String key) {
            Kept one = present(key);
            if (one == null) {
                String lease = token();
                long until = now + Duration.ofSeconds(5).toNanos();
                kept.put(key, new Kept(lease, true, null, 0, until));
                return new Found.Yours(lease);
            }
            return one.lease
                    ? new Found.Theirs()
                    : new Found.Value(one.mark, one.text, Duration.ofNanos(one.expiresAt - now));
        }

        @Override
        public Mono<Map<String, String>> fill(String cache, List<Filling> fillings) {
            return asked(() -> {
                Map<String, String> marks = new HashMap<>();
                for (Filling one : fillings) {
                    Kept present = present(one.key());
                    if (present != null && present.mark.equals(one.mark())) {
                        kept.remove(one.key());
                        if (!one.life().isZero()) {
                            marks.put(one.key(), keep(one.key(), one.text(), one.version(), one.life()));
                        }
                    }
                }
                return marks;
            });
        }

        private void put(Written one, boolean nothingIsKept) {
            kept.remove(one.key());
            if (!nothingIsKept) {
                keep(one.key(), one.text(), one.version(), one.life());
            }
        }

        private String keep(String key, @Nullable String text, long version, Duration life) {
            String mark = token();
            kept.put(key, new Kept(mark, false, text, version, now + life.toNanos()));
            return mark;
        }

        @Override
        public Mono<Void> put(String cache, List<Written> values) {
            return asked(() -> {
                        for (Written one : values) {
                            Kept present = present(one.key());
                            if (present == null || present.text == null || present.version <= one.version()) {
                                put(one, present == null || present.lease);
                                tell(List.of(one.key()));
                            }
                        }
                        return values;
                    })
                    .then();
        }

        @Override
        public Mono<Void> invalidate(String cache, Collection<String> keys) {
            return asked(() -> {
                        keys.forEach(kept::remove);
                        tell(List.copyOf(keys));
                        return keys;
                    })
                    .then()
                    .onErrorComplete();
        }

        private void tell(List<String> keys) {
            for (Process each : processes) {
                if (each.connected) {
                    each.line.add(() -> each.listeners.forEach(listener -> listener.accept(keys)));
                }
            }
        }

        @Override
        public void onInvalidation(String cache, Consumer<Collection<String>> listener) {
            listeners.add(listener);
        }

        @Override
        public Hearing hearing() {
            return hearing;
        }
    }
}
