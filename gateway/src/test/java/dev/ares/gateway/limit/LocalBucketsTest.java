package dev.ares.gateway.limit;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class LocalBucketsTest {

    private final AtomicLong nanos = new AtomicLong(-5_000_000_000L);
    private final LocalBuckets buckets = new LocalBuckets(nanos::get);

    @Test
    void aFullBucketGivesItsBurstAndThenWhatFlowsIn() {
        var allowance = new Allowance(10, Duration.ofSeconds(1), 3);

        assertThat(take("a", allowance)).isEqualTo(new Verdict(true, 2, Duration.ZERO, Duration.ofMillis(100)));
        assertThat(take("a", allowance).remaining()).isEqualTo(1);
        assertThat(take("a", allowance).remaining()).isEqualTo(0);
        assertThat(take("a", allowance))
                .isEqualTo(new Verdict(false, 0, Duration.ofMillis(100), Duration.ofMillis(300)));
        assertThat(take("b", allowance).admitted()).isTrue();

        nanos.addAndGet(Duration.ofMillis(100).toNanos());
        assertThat(take("a", allowance).admitted()).isTrue();
        assertThat(take("a", allowance).admitted()).isFalse();

        nanos.addAndGet(Duration.ofHours(1).toNanos());
        assertThat(take("a", allowance).remaining()).isEqualTo(2);
    }

    /** In any stretch of time: at most what the bucket holds and what flows in meanwhile. */
    @Property(tries = 200)
    void admitsNoMoreThanBurstAndFlow(
            @ForAll @IntRange(min = 1, max = 50) int requests,
            @ForAll @IntRange(min = 1, max = 20) int burst,
            @ForAll @Size(min = 1, max = 200) List<@IntRange(max = 100_000) Integer> pauses) {
        var allowance = new Allowance(requests, Duration.ofSeconds(1), burst);
        long begun = nanos.get();
        int admitted = 0;
        for (int micros : pauses) {
            nanos.addAndGet(micros * 1000L);
            Verdict verdict = take("key" + begun, allowance);
            admitted += verdict.admitted() ? 1 : 0;

            double seconds = (nanos.get() - begun) / 1e9;
            assertThat(admitted).isLessThanOrEqualTo((int) (burst + seconds * requests * 1.001) + 1);
            assertThat(verdict.remaining()).isBetween(0L, (long) burst);
            assertThat(verdict.retryAfter().isZero()).isEqualTo(verdict.remaining() > 0);
        }
        nanos.addAndGet(Duration.ofHours(1).toNanos());
    }

    @Test
    void manyAtOnceGetNoMoreThanThereIs() {
        var allowance = new Allowance(1, Duration.ofHours(1), 100);

        long admitted = IntStream.range(0, 1000)
                .parallel()
                .filter(i -> take("hot", allowance).admitted())
                .count();

        assertThat(admitted).isEqualTo(100);
    }

    private Verdict take(String key, Allowance allowance) {
        return buckets.take(key, allowance).blockOptional().orElseThrow();
    }
}
