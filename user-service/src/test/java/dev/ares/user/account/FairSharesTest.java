package dev.ares.user.account;

import java.time.Duration;

import org.junit.jupiter.api.Test;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

import dev.ares.web.Problem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class FairSharesTest {

    private final FairShares shares = new FairShares(2, Duration.ofSeconds(2));

    @Test
    void aClientWithItsShareWaitsForItsOwnAndHoldsUpNobodyElse() {
        Sinks.One<String> first = Sinks.one();
        shares.of("a", first.asMono()).subscribe();
        Disposable second = shares.of("a", Mono.never()).subscribe();

        assertRefused("a");
        assertServed("b");

        first.tryEmitValue("done").orThrow();
        assertServed("a");
        assertServed("a");
        second.dispose();
        shares.of("a", Mono.never()).subscribe();
        assertServed("a");
        shares.of("a", Mono.never()).subscribe();
        assertRefused("a");
    }

    @Test
    void workThatFailsGivesItsPlaceBack() {
        for (int i = 0; i < 5; i++) {
            assertThatExceptionOfType(IllegalStateException.class)
                    .isThrownBy(() -> shares.of("a", Mono.error(new IllegalStateException()))
                            .block());
        }
        assertServed("a");
    }

    private void assertServed(String client) {
        assertThat(shares.of(client, Mono.just("served")).block()).isEqualTo("served");
    }

    private void assertRefused(String client) {
        assertThatExceptionOfType(Problem.class)
                .isThrownBy(() -> shares.of(client, Mono.just("served")).block())
                .satisfies(full -> assertThat(full.retryAfter()).contains(Duration.ofSeconds(2)));
    }
}
