package dev.ares.cache;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import reactor.core.publisher.Mono;
import reactor.test.scheduler.VirtualTimeScheduler;

import dev.ares.settings.LiveSettings;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Three processes read and change one value, while each step of their loads and invalidations, and each message, takes as
 * long as it likes, connections are cut and made again, and the second level comes and goes: nobody answers a request with
 * what the second level has dropped more than {@code staleAtMost} before it.
 */
class StalenessPropertyTest {

    private static final Duration BOUND = Duration.ofSeconds(2);
    private static final String KEY = "mug";

    enum Move {
        READ,
        CHANGE,
        PUT,
        STEP,
        PAUSE,
        DELIVER,
        PING,
        CUT,
        CONNECT,
        AWAY,
        BACK
    }

    /** @param number which process, which step, how long */
    record Action(Move move, int number) {}

    /** From then on the second level has nothing older. */
    private record Change(long at, long version) {}

    private final SharedMemory memory = new SharedMemory();
    private final VirtualTimeScheduler delays = VirtualTimeScheduler.create();
    private final List<SharedMemory.Process> levels = new ArrayList<>();
    private final List<TwoLevelCache<String, Long>> caches = new ArrayList<>();
    private final List<Change> changes = new ArrayList<>();
    private long version = 1;
    private final List<String> violations = new ArrayList<>();
    private int reads;

    @Property(tries = 3000)
    void nothingIsStaleForLongerThanTheBound(@ForAll("actions") List<Action> actions) {
        var run = new StalenessPropertyTest();
        run.begin();
        actions.forEach(run::take);
        run.end();
    }

    private void begin() {
        memory.atOnce = false;
        var settings = new CacheSettings(
                10,
                Duration.ofSeconds(30),
                Duration.ofSeconds(1),
                0,
                BOUND,
                Duration.ofHours(1),
                Duration.ofSeconds(5),
                new CacheSettings.Hot(0.1, 0.1));
        for (int i = 0; i < 3; i++) {
            SharedMemory.Process level = memory.process();
            level.connect();
            levels.add(level);
            caches.add(new Caches(level, new SimpleMeterRegistry(), () -> memory.now, delays)
                    .shared("versions", Shop.FORMAT, this::load, LiveSettings.fixed(settings), same -> same));
        }
    }

    private Mono<Map<String, Long>> load(Set<String> keys) {
        return Mono.create(sink -> memory.pending.add(() -> sink.success(Map.of(KEY, version))));
    }

    private void take(Action action) {
        int which = action.number % levels.size();
        SharedMemory.Process level = levels.get(which);
        switch (action.move) {
            case READ -> read(caches.get(which));
            case CHANGE -> change(caches.get(which));
            case PUT -> put(caches.get(which));
            case STEP -> step(action.number);
            case PAUSE -> pause(Duration.ofMillis(action.number * 10L));
            case DELIVER -> level.deliver();
            case PING -> level.ping();
            case CUT -> level.cut();
            case CONNECT -> level.connect();
            case AWAY -> memory.away = true;
            case BACK -> memory.away = false;
        }
    }

    private void read(TwoLevelCache<String, Long> cache) {
        long asked = memory.now;
        cache.get(KEY).subscribe(value -> {
            reads++;
            long newest = changes.stream()
                    .filter(change -> change.at <= asked - BOUND.toNanos() - 1)
                    .mapToLong(Change::version)
                    .max()
                    .orElse(1);
            if (value < newest) {
                // Thrown here it would end in a future that nobody looks at.
                violations.add("a request of %d ms got %d (expected: %d)".formatted(asked / 1_000_000, value, newest));
            }
        });
    }

    /** It counts from when the second level has dropped the old value, if that ever happens. */
    private void change(TwoLevelCache<String, Long> by) {
        version++;
        long changed = version;
        int before = memory.pending.size();
        by.invalidate(List.of(KEY)).subscribe();
        countFrom(before, changed);
    }

    private void put(TwoLevelCache<String, Long> by) {
        version++;
        long changed = version;
        int before = memory.pending.size();
        by.put(Map.of(KEY, changed)).subscribe(done -> {}, away -> {});
        countFrom(before, changed);
    }

    private void countFrom(int before, long changed) {
        Runnable happens = memory.pending.get(before);
        memory.pending.set(before, () -> {
            if (!memory.away) {
                changes.add(new Change(memory.now, changed));
            }
            happens.run();
        });
    }

    private void step(int which) {
        if (!memory.pending.isEmpty()) {
            memory.pending.remove(which % memory.pending.size()).run();
        }
    }

    private void pause(Duration time) {
        memory.advance(time);
        delays.advanceTimeBy(time);
    }

    /** Everything ends; then the value is the newest for everybody once the bound is over. */
    private void end() {
        memory.away = false;
        settle();
        change(caches.get(0));
        settle();
        pause(BOUND.plusMillis(1));
        int before = reads;
        caches.forEach(this::read);
        settle();
        assertThat(violations).isEmpty();
        assertThat(reads - before).isGreaterThanOrEqualTo(caches.size());
    }

    private void settle() {
        for (int i = 0; i < 1000 && (!memory.pending.isEmpty() || i < 20); i++) {
            step(0);
            pause(Duration.ofMillis(20));
        }
    }

    @Provide
    Arbitrary<List<Action>> actions() {
        Arbitrary<Move> moves = Arbitraries.frequency(
                Tuple.of(8, Move.READ),
                Tuple.of(2, Move.CHANGE),
                Tuple.of(2, Move.PUT),
                Tuple.of(16, Move.STEP),
                Tuple.of(6, Move.PAUSE),
                Tuple.of(6, Move.DELIVER),
                Tuple.of(4, Move.PING),
                Tuple.of(1, Move.CUT),
                Tuple.of(2, Move.CONNECT),
                Tuple.of(1, Move.AWAY),
                Tuple.of(2, Move.BACK));
        return Combinators.combine(moves, Arbitraries.integers().between(0, 119))
                .as(Action::new)
                .list()
                .ofMinSize(10)
                .ofMaxSize(120);
    }
}
