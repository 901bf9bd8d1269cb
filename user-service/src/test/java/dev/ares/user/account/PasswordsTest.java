package dev.ares.user.account;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import dev.ares.web.Problem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.awaitility.Awaitility.await;

class PasswordsTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final PasswordSettings CHEAP = new PasswordSettings(7168, 1, 1, 2, 2, PATIENCE);

    @Test
    void knowsThePasswordAgainAndNoOther() {
        try (Passwords passwords = passwords(CHEAP)) {
            String hash = get(passwords.hash("correct horse"));

            assertThat(hash).startsWith("$argon2id$v=19$m=7168,t=1,p=1$");
            assertThat(get(passwords.hash("correct horse"))).as("salted").isNotEqualTo(hash);
            assertThat(get(passwords.matches("correct horse", hash))).isTrue();
            assertThat(get(passwords.matches("Correct horse", hash))).isFalse();
        }
    }

    @Test
    void takesTheSameLettersFromAnotherKeyboard() {
        try (Passwords passwords = passwords(CHEAP)) {
            assertThat(get(passwords.matches("cafe\u0301 noir", get(passwords.hash("caf\u00e9 noir")))))
                    .isTrue();
        }
    }

    @Test
    void hashesMadeForLessAreOutdated() {
        try (Passwords cheap = passwords(CHEAP);
                Passwords dear = passwords(new PasswordSettings(8192, 2, 1, 2, 2, PATIENCE))) {
            String old = get(cheap.hash("correct horse"));
            assertThat(cheap.isOutdated(old)).isFalse();
            assertThat(dear.isOutdated(old)).isTrue();
            assertThat(get(dear.matches("correct horse", old))).isTrue();
        }
    }

    @Test
    void aBurstBeyondTheQueueIsTurnedAwayAtOnce() {
        try (Passwords passwords = passwords(CHEAP)) {
            List<Boolean> served = Objects.requireNonNull(Flux.range(0, 20)
                    .flatMap(i ->
                            passwords.hash("password " + i).thenReturn(true).onErrorReturn(Problem.class, false))
                    .collectList()
                    .block(PATIENCE));
            assertThat(served).contains(true, false);
        }
    }

    /** Anybody may send registrations, as many as they like: they must not keep those who have an account out. */
    @Test
    void whoLogsInWaitsForNoRegistration() {
        var dear = new PasswordSettings(7168, 40, 1, 2, 2, PATIENCE);
        try (Passwords passwords = passwords(dear)) {
            String hash = get(passwords.hash("correct horse"));
            List<Mono<String>> registrations = Stream.generate(() -> passwords.hashNew("battery staple"))
                    .limit(20)
                    .map(Mono::cache)
                    .toList();
            var ended = new AtomicInteger();
            var refused = new AtomicInteger();
            registrations.forEach(
                    each -> each.subscribe(made -> ended.incrementAndGet(), full -> refused.incrementAndGet()));

            assertThat(get(passwords.matches("correct horse", hash))).isTrue();

            assertThat(ended).as("registrations before it").hasValueLessThan(2);
            assertThatExceptionOfType(Problem.class)
                    .as("one at work, two waiting, and no room for the last of twenty")
                    .isThrownBy(() -> get(registrations.get(19)))
                    .satisfies(full -> assertThat(full.retryAfter()).contains(Duration.ofSeconds(2)));
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(ended.get() + refused.get()).isEqualTo(20));
            assertThat(ended).hasValueGreaterThanOrEqualTo(2);
        }
    }

    @Test
    void settingsBelowTheRecommendedAreRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> new PasswordSettings(1024, 5, 1, 1, 1, PATIENCE));
        assertThatIllegalArgumentException().isThrownBy(() -> new PasswordSettings(7168, 5, 0, 1, 1, PATIENCE));
        assertThatIllegalArgumentException().isThrownBy(() -> new PasswordSettings(7168, 5, 1, 1, 0, PATIENCE));
    }

    private static Passwords passwords(PasswordSettings settings) {
        return new Passwords(settings, new SimpleMeterRegistry());
    }

    private static <T> T get(Mono<T> mono) {
        return Objects.requireNonNull(mono.block(PATIENCE));
    }
}
