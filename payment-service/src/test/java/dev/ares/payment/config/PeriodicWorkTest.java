package dev.ares.payment.config;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.greaterThan;

class PeriodicWorkTest {

    private final AtomicInteger runs = new AtomicInteger();

    @Test
    void aRunThatNeverEndsIsFollowedByAnother() {
        assertRunsAgainAfter(Mono.never());
    }

    @Test
    void aRunThatFailsIsFollowedByAnother() {
        assertRunsAgainAfter(Mono.error(new IllegalStateException("the first run fails")));
    }

    private void assertRunsAgainAfter(Mono<Void> first) {
        var work = new PeriodicWork(
                "test",
                Duration.ofMillis(1),
                Duration.ofMillis(50),
                () -> runs.incrementAndGet() == 1 ? first : Mono.empty());
        work.start();
        try {
            await().untilAtomic(runs, greaterThan(2));
        } finally {
            work.stop();
        }
    }
}
