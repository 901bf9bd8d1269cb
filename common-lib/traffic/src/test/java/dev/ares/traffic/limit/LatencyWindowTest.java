package dev.ares.traffic.limit;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class LatencyWindowTest {

    private static final long MILLI = TimeUnit.MILLISECONDS.toNanos(1);

    @Property
    void aBucketEndsAtMostAnEighthAboveWhatItHolds(@ForAll @LongRange(max = 3_600_000_000L) long micros) {
        int bucket = LatencyScale.bucketOf(micros);

        assertThat(LatencyScale.upperEnd(bucket)).isBetween(micros, micros + micros / 8);
        assertThat(LatencyScale.bucketOf(LatencyScale.upperEnd(bucket))).isEqualTo(bucket);
        assertThat(LatencyScale.bucketOf(LatencyScale.upperEnd(bucket) + 1)).isEqualTo(bucket + 1);
    }

    @Test
    void whatIsOutOfScaleCountsAtItsEnds() {
        assertThat(LatencyScale.bucketOf(-1)).isEqualTo(0);
        assertThat(LatencyScale.bucketOf(Long.MAX_VALUE)).isEqualTo(LatencyScale.BUCKETS - 1);
    }

    /** The same as sorting all that was recorded in the last ten slices. */
    @Property(tries = 300)
    void holdsWhatIsNoOlderThanTenSlices(
            @ForAll @LongRange(min = -10_000, max = 10_000) long startMillis,
            @ForAll @Size(min = 1, max = 150) List<@IntRange(max = 60) Integer> pauses,
            @ForAll @Size(min = 150, max = 150) List<@IntRange(min = 1, max = 5_000) Integer> latencies) {
        var window = new LatencyWindow();
        List<long[]> recorded = new ArrayList<>();
        long now = startMillis * MILLI;
        for (int i = 0; i < pauses.size(); i++) {
            now += pauses.get(i) * MILLI;
            window.record(now, latencies.get(i) * MILLI);
            recorded.add(new long[] {Math.floorDiv(now, LatencyWindow.SLICE_NANOS), latencies.get(i)});
        }
        long newest = Math.floorDiv(now, LatencyWindow.SLICE_NANOS);
        List<Long> held = recorded.stream()
                .filter(one -> one[0] > newest - LatencyWindow.SLICES)
                .map(one -> one[1])
                .sorted()
                .toList();
        long p99Millis = held.get((int) Math.ceil(held.size() * 0.99) - 1);

        Latencies read = window.read(now);

        assertThat(read.count()).isEqualTo(held.size());
        assertThat(read.p99Nanos()).isBetween(p99Millis * MILLI, p99Millis * MILLI * 9 / 8);
    }

    @Test
    void forgetsEverything() {
        var window = new LatencyWindow();
        window.record(0, MILLI);
        assertThat(window.read(1999 * MILLI).count()).isEqualTo(1);
        assertThat(window.read(2000 * MILLI)).isEqualTo(new Latencies(0, 0));
    }
}
