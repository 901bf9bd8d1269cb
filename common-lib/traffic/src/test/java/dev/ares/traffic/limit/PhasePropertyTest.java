package dev.ares.traffic.limit;

import java.time.Duration;
import java.util.List;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

import dev.ares.traffic.limit.Phase.Shedding;

import static dev.ares.traffic.limit.PhaseTest.SETTINGS;
import static org.assertj.core.api.Assertions.assertThat;

/** Whatever is observed, in whatever order. */
class PhasePropertyTest {

    private long now;

    @Property(tries = 500)
    void theLimitKeepsItsBoundsAndDoesNotJump(@ForAll("observations") List<Observation> all) {
        Phase phase = Phase.begin();
        for (Observation one : all) {
            Phase next = after(phase, one);
            int limit = next.limit(SETTINGS);
            assertThat(limit).isBetween(SETTINGS.floor(), SETTINGS.ceiling());
            if (phase instanceof Shedding before && next instanceof Shedding) {
                int most = Math.max(before.current() + 1, before.current() * 11 / 10);
                assertThat(limit).isBetween(before.current() / 2, most);
            }
            phase = next;
        }
    }

    @Property(tries = 200)
    void onceAllIsWellTheLimitIsLifted(@ForAll("observations") List<Observation> before) {
        Phase phase = Phase.begin();
        for (Observation one : before) {
            phase = after(phase, one);
        }
        var well = new Observation(Duration.ofMillis(100).toNanos(), new Latencies(50, 1_000_000), 1, 0, false);
        for (int look = 0; look <= 31; look++) {
            phase = after(phase, well);
        }
        assertThat(phase).isEqualTo(Phase.begin());
    }

    private Phase after(Phase phase, Observation one) {
        now += one.now();
        return phase.next(
                new Observation(now, one.latencies(), one.inFlight(), one.waiting(), one.reached()), SETTINGS);
    }

    /** Each with the time since the one before it in the place of its own. */
    @Provide
    Arbitrary<List<Observation>> observations() {
        Arbitrary<Long> pauses = Arbitraries.longs().between(100_000_000, 600_000_000);
        Arbitrary<Long> counts = Arbitraries.longs().between(0, 2000);
        Arbitrary<Long> latencies = Arbitraries.longs().between(1_000_000, 2_000_000_000);
        Arbitrary<Integer> inFlight = Arbitraries.integers().between(0, 600);
        return Combinators.combine(pauses, counts, latencies, inFlight, Arbitraries.of(true, false))
                .as((pause, count, p99, open, reached) ->
                        new Observation(pause, new Latencies(count, count == 0 ? 0 : p99), open, 0, reached))
                .list()
                .ofMaxSize(120);
    }
}
