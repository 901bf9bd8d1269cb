package dev.ares.web.security;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;

import com.nimbusds.jose.jwk.JWKSet;
import org.junit.jupiter.api.Test;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtValidationException;
import reactor.core.publisher.Mono;

import dev.ares.test.time.SetClock;
import dev.ares.web.RevocationFeed.Entry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class RevocationsTest {

    private final SetClock clock = new SetClock();
    private final Instant expiry = clock.instant().plus(Duration.ofMinutes(15));
    private final Revocations revocations = new Revocations();

    @Test
    void aSessionThatEndedTakesItsTokensAndNoOthers() {
        revocations.add(List.of(Entry.ofSession("ended", expiry.getEpochSecond())));

        assertThat(holds(token("ann", "ended", 1))).isFalse();
        assertThat(holds(token("ann", "other", 1))).isTrue();
    }

    @Test
    void aChangedAccountTakesItsOlderTokensAndNoOthers() {
        revocations.add(List.of(Entry.ofUser("ann", 2, expiry.getEpochSecond())));

        assertThat(holds(token("ann", "a", 1))).isFalse();
        assertThat(holds(token("ann", "a", 2))).isTrue();
        assertThat(holds(token("bob", "b", 1))).isTrue();
    }

    @Test
    void whatIsToldAgainOrLateUndoesNothing() {
        revocations.add(List.of(
                Entry.ofUser("ann", 3, expiry.getEpochSecond()),
                Entry.ofUser("ann", 2, expiry.minusSeconds(60).getEpochSecond()),
                Entry.ofSession("ended", expiry.getEpochSecond()),
                Entry.ofSession("ended", expiry.minusSeconds(60).getEpochSecond())));
        revocations.forgetExpired(expiry.minusSeconds(1));

        assertThat(holds(token("ann", "a", 2))).isFalse();
        assertThat(holds(token("bob", "ended", 1))).isFalse();
    }

    @Test
    void whatNobodyUnderstandsYetIsPassedOver() {
        revocations.add(List.of(new Entry("x:ann", 9L, expiry.getEpochSecond()), new Entry("u:ann", null, 9)));

        assertThat(holds(token("ann", "a", 1))).isTrue();
    }

    @Test
    void aTokenOfBeforeThereWereSessionsInItLastsToItsEnd() {
        revocations.add(List.of(Entry.ofUser("ann", 2, expiry.getEpochSecond())));
        Jwt old = Jwt.withTokenValue("old")
                .header("alg", "RS256")
                .subject("ann")
                .expiresAt(expiry)
                .build();

        assertThat(holds(old)).isTrue();
    }

    @Test
    void itIsForgottenOnceItsTokensHaveExpired() {
        revocations.add(List.of(
                Entry.ofSession("ended", expiry.getEpochSecond()), Entry.ofUser("ann", 2, expiry.getEpochSecond())));

        revocations.forgetExpired(expiry);
        assertThat(revocations.size()).isEqualTo(2);
        revocations.forgetExpired(expiry.plusSeconds(1));
        assertThat(revocations.size()).isZero();
    }

    @Test
    void aRememberedTokenThatIsRevokedThenIsRefused() {
        JWKSet keys = new JWKSet();
        AtomicInteger verified = new AtomicInteger();
        RememberedTokens tokens = new RememberedTokens(
                text -> Mono.fromSupplier(() -> {
                    verified.incrementAndGet();
                    return token("ann", "ended", 1);
                }),
                revocations,
                () -> keys,
                10);
        Objects.requireNonNull(tokens.decode("t").block());
        Objects.requireNonNull(tokens.decode("t").block());
        assertThat(verified).as("it is remembered").hasValue(1);

        revocations.add(List.of(Entry.ofSession("ended", expiry.getEpochSecond())));

        assertThatThrownBy(() -> tokens.decode("t").block()).isInstanceOf(JwtValidationException.class);
    }

    private boolean holds(Jwt token) {
        return !revocations.validate(token).hasErrors();
    }

    private Jwt token(String user, String sid, long version) {
        return Jwt.withTokenValue(user)
                .header("alg", "RS256")
                .subject(user)
                .claim("sid", sid)
                .claim("ver", version)
                .expiresAt(expiry)
                .build();
    }
}
