package dev.ares.order.application;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.Test;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class TurnsTest {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    @Test
    void letsNoMoreThanSoManyWorkAtOnceAndAllInTheEnd() {
        Turns turns = new Turns(3, 100, PATIENCE);
        AtomicInteger working = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        Mono<Integer> work = Mono.defer(() -> {
            most.accumulateAndGet(working.incrementAndGet(), Math::max);
            return Mono.delay(Duration.ofMillis(5)).map(tick -> working.decrementAndGet());
        });

        assertThat(Flux.range(0, 50).flatMap(i -> turns.take(work), 50).count().block(PATIENCE))
                .isEqualTo(50);
        assertThat(most).hasValue(3);
    }

    @Test
    void refusesWhenTheLineIsTooLongOrStandsStill() {
        Turns turns = new Turns(1, 1, Duration.ofMillis(50));
        Disposable first = turns.take(Mono.never()).subscribe();
        Mono<Object> second = turns.take(Mono.just("done"));

        assertThatThrownBy(() -> second.block(PATIENCE)).isInstanceOf(Turns.Busy.class);
        assertThatThrownBy(
                        () -> Mono.zip(second, turns.take(Mono.just("third"))).block(PATIENCE))
                .isInstanceOf(Turns.Busy.class);

        first.dispose();
        assertThat(second.block(PATIENCE))
                .as("a turn comes back when its work is cancelled")
                .isEqualTo("done");
    }

    @Test
    void givesTheTurnBackWhenTheWorkFails() {
        Turns turns = new Turns(1, 1, PATIENCE);

        assertThatThrownBy(() ->
                        turns.take(Mono.error(new IllegalStateException("x"))).block(PATIENCE))
                .isInstanceOf(IllegalStateException.class);
        assertThat(turns.take(Mono.just("next")).block(PATIENCE)).isEqualTo("next");
        assertThat(turns.take(Mono.empty()).block(PATIENCE)).isNull();
    }
}
