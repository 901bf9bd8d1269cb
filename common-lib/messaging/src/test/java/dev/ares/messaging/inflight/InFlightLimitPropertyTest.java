package dev.ares.messaging.inflight;

import java.time.Duration;
import java.util.List;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

import static org.assertj.core.api.Assertions.assertThat;

/** What holds whatever arrives and however long it takes. */
class InFlightLimitPropertyTest {

    private static final int WINDOW = SlidingWindow.SLICES;

    private long now;

    /** What happens between two looks at the limit. */
    record Moment(int arrived, int answered, int failed, long waiting, long latencyMillis, long passedMillis) {}

    @Property(tries = 100)
    void neverLeavesItsBounds(@ForAll("bounds") InFlightBounds bounds, @ForAll("moments") List<Moment> moments) {
        var limit = new InFlightLimit(() -> bounds, () -> now);
        for (Moment moment : moments) {
            happens(limit, moment);
            assertThat(limit.current()).isBetween(bounds.min(), bounds.max());
            assertThat(limit.inFlight()).isZero();
        }
    }

    @Property(tries = 100)
    void givesTheSameForTheSame(@ForAll("bounds") InFlightBounds bounds, @ForAll("moments") List<Moment> moments) {
        var one = new InFlightLimit(() -> bounds, () -> now);
        var other = new InFlightLimit(() -> bounds, () -> now);
        for (Moment moment : moments) {
            happens(one, moment);
            now -= Duration.ofMillis(moment.passedMillis()).toNanos();
            happens(other, moment);
            assertThat(one.current()).isEqualTo(other.current());
        }
    }

    @Property(tries = 100)
    void reachesWhatABurstNeedsWithinTwoWindows(
            @ForAll("bounds") InFlightBounds bounds,
            @ForAll @IntRange(min = 1, max = 2000) int perSlice,
            @ForAll @IntRange(min = 1, max = 5000) int latencyMillis) {
        var limit = new InFlightLimit(() -> bounds, () -> now);
        for (int slice = 0; slice < 2 * WINDOW; slice++) {
            happens(limit, new Moment(perSlice, perSlice, 0, 0, latencyMillis, SlidingWindow.SLICE.toMillis()));
        }
        // The histogram keeps two digits.
        double needed = 5.0 * perSlice * latencyMillis / 1000;
        assertThat(limit.current())
                .isGreaterThanOrEqualTo(bounds.clamp(needed * 0.98))
                .isLessThanOrEqualTo(bounds.clamp(Math.ceil(needed * 1.02)));
    }

    @Property(tries = 100)
    void comesBackToItsFloorWithinFiveWindows(
            @ForAll("bounds") InFlightBounds bounds, @ForAll("moments") List<Moment> moments) {
        var limit = new InFlightLimit(() -> bounds, () -> now);
        moments.forEach(moment -> happens(limit, moment));
        limit.waiting(0);

        now += SlidingWindow.LENGTH.multipliedBy(5).toNanos();

        assertThat(limit.current()).isEqualTo(bounds.min());
    }

    @Property(tries = 100)
    void moreWaitingNeverMeansLess(
            @ForAll("bounds") InFlightBounds bounds,
            @ForAll("moments") List<Moment> moments,
            @ForAll @IntRange(max = 100_000) int more) {
        var few = new InFlightLimit(() -> bounds, () -> now);
        var many = new InFlightLimit(() -> bounds, () -> now);
        for (Moment moment : moments) {
            happens(few, moment);
            now -= Duration.ofMillis(moment.passedMillis()).toNanos();
            happens(
                    many,
                    new Moment(
                            moment.arrived(),
                            moment.answered(),
                            moment.failed(),
                            moment.waiting() + more,
                            moment.latencyMillis(),
                            moment.passedMillis()));
            assertThat(many.current()).isGreaterThanOrEqualTo(few.current());
        }
    }

    @Provide
    Arbitrary<InFlightBounds> bounds() {
        Arbitrary<Integer> min = Arbitraries.integers().between(1, 200);
        Arbitrary<Integer> above = Arbitraries.integers().between(0, 4000);
        return Combinators.combine(min, above).as((floor, span) -> new InFlightBounds(floor, floor + span));
    }

    @Provide
    Arbitrary<List<Moment>> moments() {
        return Combinators.combine(
                        Arbitraries.integers().between(0, 5000),
                        Arbitraries.integers().between(0, 500),
                        Arbitraries.integers().between(0, 500),
                        Arbitraries.longs().between(0, 1_000_000),
                        Arbitraries.longs().between(0, 120_000),
                        Arbitraries.longs().between(0, 3000))
                .as(Moment::new)
                .list()
                .ofMaxSize(30);
    }

    private void happens(InFlightLimit limit, Moment moment) {
        limit.arrived(moment.arrived());
        limit.waiting(moment.waiting());
        limit.started(moment.answered() + moment.failed());
        limit.answered(moment.answered(), Duration.ofMillis(moment.latencyMillis()));
        limit.failed(moment.failed());
        now += Duration.ofMillis(moment.passedMillis()).toNanos();
    }
}
