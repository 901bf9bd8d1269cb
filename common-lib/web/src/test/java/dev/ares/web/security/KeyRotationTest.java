package dev.ares.web.security;

import java.net.URI;
import java.time.Duration;
import java.util.List;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.security.oauth2.jwt.BadJwtException;
import org.springframework.security.oauth2.jwt.ReactiveJwtDecoder;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

import dev.ares.test.identity.TestKey;
import dev.ares.test.identity.TokenIssuer;
import dev.ares.test.time.SetClock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** The rotation of docs/operations/signing-key.md, as a verifier sees it that is not restarted. */
class KeyRotationTest {

    private static final Duration REFRESH = Duration.ofMinutes(5);

    private final SetClock clock = new SetClock();
    private final TokenIssuer issuer = TokenIssuer.start(clock);
    private final TestKey old = issuer.key();
    private final TestKey young = TestKey.of("young");
    private final AccessTokenKeys keys = new AccessTokenKeys(
            JwksClient.keysAt(List.of(URI.create(issuer.jwksUri()))),
            new KeyCopy(null, clock, Schedulers.immediate()),
            REFRESH,
            Duration.ofSeconds(5),
            clock);
    private final ReactiveJwtDecoder verifier =
            AccessTokens.decoder(keys, keys::inForce, AccessTokens.validator("ares", new Revocations(), clock), 100);

    @AfterEach
    void stop() {
        issuer.close();
    }

    @Test
    void bothKeysHoldDuringTheOverlapAndTheOldOneNoLongerWhenItIsWithdrawn() {
        String before = token(old);
        assertThat(accepted(before)).isTrue();
        assertThat(accepted(before)).as("which is remembered").isTrue();
        assertThat(accepted(token(young))).isFalse();

        clock.advance(AccessTokenKeys.PAUSE.plusMillis(1));
        issuer.publish(young, old);
        assertThat(accepted(token(young))).isTrue();
        assertThat(accepted(before)).isTrue();

        issuer.publish(young);
        clock.advance(REFRESH.plusMillis(1));
        await().atMost(Duration.ofSeconds(5)).until(() -> !accepted(before));
        assertThat(accepted(token(young))).isTrue();
    }

    @Test
    void aNewKeyWithdrawsTheOldOneAtOnceWhereItIsTheOnlyOne() {
        String stolen = token(old);
        assertThat(accepted(stolen)).isTrue();
        assertThat(accepted(stolen)).as("which is remembered").isTrue();

        issuer.publish(young);
        clock.advance(AccessTokenKeys.PAUSE.plusMillis(1));
        assertThat(accepted(token(young))).isTrue();
        assertThat(accepted(stolen)).isFalse();
    }

    private String token(TestKey key) {
        return key.sign(TestKey.ACCESS_TOKEN, "u-1", clock.instant().plus(Duration.ofHours(1)), "customer");
    }

    private boolean accepted(String token) {
        return Boolean.TRUE.equals(verifier.decode(token)
                .map(jwt -> "u-1".equals(jwt.getSubject()))
                .onErrorResume(BadJwtException.class, refused -> Mono.just(false))
                .block(Duration.ofSeconds(10)));
    }
}
