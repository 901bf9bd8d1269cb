package dev.ares.degradation;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import reactor.core.publisher.Mono;
import reactor.test.scheduler.VirtualTimeScheduler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

@ExtendWith(OutputCaptureExtension.class)
class DegradationTest {

    private final AtomicReference<DegradationSettings> settings = new AtomicReference<>(settings(null));
    private final AtomicLong clock = new AtomicLong();
    private final Degradation degradation = new Degradation(settings::get, clock::get);
    private final VitalSign store = degradation.sign("store");
    private final VitalSign redis = degradation.sign("redis");

    DegradationTest() {
        degradation.when(Level.CACHED, store).when(Level.STATIC, store, redis);
    }

    @Test
    void walksDownAndUpAndSaysSoOnceEach(CapturedOutput log) {
        var metrics = new SimpleMeterRegistry();
        DegradationMetrics.show(degradation, metrics);
        assertThat(metrics.get("ares.degradation.changes").counters())
                .as("there before the first change")
                .hasSize(4);
        List<String> headers = new ArrayList<>();
        degradation.onChange(state -> headers.add(state.header()));

        fail(redis);
        assertThat(degradation.level()).isEqualTo(Level.NORMAL);
        fail(store);
        heal(redis);
        heal(store);

        assertThat(headers).containsExactly("2;reason=redis-store", "1;reason=store", "0;reason=");
        assertThat(log.getOut().lines().filter(line -> line.contains("Degradation is at level")))
                .hasSize(3)
                .anyMatch(line -> line.contains("STATIC now (before: NORMAL): redis-store"));
        assertThat(metrics.get("ares.degradation.level").gauge().value()).isZero();
        assertThat(metrics.counter("ares.degradation.changes", "to", "2").count())
                .isEqualTo(1);
    }

    @Test
    void anotherReasonIsNoChangeOfTheLevel() {
        var metrics = new SimpleMeterRegistry();
        DegradationMetrics.show(degradation, metrics);
        VitalSign disk = degradation.sign("disk");
        degradation.when(Level.CACHED, disk);

        fail(store);
        fail(disk);

        assertThat(degradation.state().header()).isEqualTo("1;reason=disk-store");
        assertThat(metrics.counter("ares.degradation.changes", "to", "1").count())
                .isEqualTo(1);
    }

    @Test
    void oneFailureIsNone() {
        store.failed();
        store.failed();
        store.succeeded();
        store.failed();
        store.failed();

        assertThat(degradation.level()).isEqualTo(Level.NORMAL);
    }

    @Test
    void itStaysForTheDwellTimeHoweverWellItLooks() {
        fail(store);
        clock.addAndGet(Duration.ofMillis(4999).toNanos());
        for (int i = 0; i < 10; i++) {
            store.succeeded();
        }
        assertThat(degradation.level()).isEqualTo(Level.CACHED);

        clock.addAndGet(Duration.ofMillis(1).toNanos());
        store.succeeded();
        assertThat(degradation.level()).isEqualTo(Level.NORMAL);
    }

    @Test
    void aDrillDictatesTheLevelAndTheSwitchEndsIt() {
        settings.set(settings(3));
        degradation.look();
        assertThat(degradation.state().header()).isEqualTo("3;reason=forced");
        assertThat(degradation.isOff()).isFalse();

        settings.set(settings(0));
        fail(store);
        degradation.look();
        assertThat(degradation.level()).isEqualTo(Level.NORMAL);
        assertThat(degradation.isOff()).isTrue();

        settings.set(settings(null));
        degradation.look();
        assertThat(degradation.level()).isEqualTo(Level.CACHED);
    }

    @Test
    void wrongSettingsAreRefusedWithTheReason() {
        assertThatIllegalArgumentException().isThrownBy(() -> settings(4)).withMessage("force: 4 (expected: 0 to 3)");
    }

    @Test
    void whatHangsIsFoundOutByTwoProbesThatHangAndComesBack() {
        VirtualTimeScheduler time = VirtualTimeScheduler.create();
        AtomicLong begun = new AtomicLong();
        AtomicReference<Mono<Integer>> answer = new AtomicReference<>(Mono.never());
        try (Probes probes = probes(time, begun, answer)) {
            time.advanceTimeBy(Duration.ofMillis(2999));
            assertThat(store.isUnwell()).isFalse();
            time.advanceTimeBy(Duration.ofMillis(1));
            assertThat(store.isUnwell()).isTrue();
            time.advanceTimeBy(Duration.ofSeconds(6));
            assertThat(begun).hasValue(2);

            answer.set(Mono.just(1));
            clock.addAndGet(Duration.ofSeconds(40).toNanos());
            time.advanceTimeBy(Duration.ofSeconds(5));
            assertThat(store.isUnwell()).isFalse();

            answer.set(Mono.error(new IllegalStateException("refused")));
            time.advanceTimeBy(Duration.ofSeconds(3));
            assertThat(store.isUnwell()).isTrue();
        }
    }

    @Test
    void anAnswerThatWasLostIsOneFailure() {
        VirtualTimeScheduler time = VirtualTimeScheduler.create();
        AtomicLong begun = new AtomicLong();
        AtomicReference<Mono<Integer>> answer = new AtomicReference<>(Mono.never());
        try (Probes probes = probes(time, begun, answer)) {
            answer.set(Mono.just(1));
            for (int second = 0; second < 20; second++) {
                time.advanceTimeBy(Duration.ofSeconds(1));
                assertThat(store.isUnwell()).isFalse();
            }
            assertThat(begun.get()).isGreaterThan(15);
        }
    }

    @Test
    void slowRequestsAmongQuickOnesAreNoRow() {
        for (int i = 0; i < 10; i++) {
            store.failed();
            store.failed();
            store.answered();
        }
        assertThat(store.isUnwell()).isFalse();
        fail(store);
        store.answered();
        assertThat(store.isUnwell()).isTrue();
    }

    /** Each look asks for the answer of that moment; the first has begun. */
    private Probes probes(VirtualTimeScheduler time, AtomicLong begun, AtomicReference<Mono<Integer>> answer) {
        Probes probes = new Probes(degradation, time);
        probes.watch(store, Mono.defer(() -> {
            begun.incrementAndGet();
            return answer.get();
        }));
        probes.start();
        return probes;
    }

    private static DegradationSettings settings(@Nullable Integer force) {
        return new DegradationSettings(
                force, Duration.ofSeconds(1), Duration.ofMillis(500), 3, 3, Duration.ofSeconds(5));
    }

    private static void fail(VitalSign sign) {
        sign.failed();
        sign.failed();
        sign.failed();
    }

    private void heal(VitalSign sign) {
        clock.addAndGet(Duration.ofSeconds(5).toNanos());
        sign.succeeded();
        sign.succeeded();
        sign.succeeded();
    }
}
