package dev.ares.web.security;

import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;

import com.nimbusds.jose.jwk.JWKSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.security.oauth2.jwt.BadJwtException;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtTimestampValidator;
import org.springframework.security.oauth2.jwt.JwtValidationException;
import org.springframework.security.oauth2.jwt.ReactiveJwtDecoder;
import reactor.core.publisher.Mono;

import dev.ares.test.time.SetClock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class RememberedTokensTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final SetClock clock = new SetClock();
    private final AtomicInteger verified = new AtomicInteger();
    private @Nullable JWKSet inForce = new JWKSet();

    @Test
    void whatHoldsIsVerifiedOnce() {
        ReactiveJwtDecoder tokens = remembering(this::verify);

        assertThat(subject(tokens, "ann")).isEqualTo("ann");
        assertThat(subject(tokens, "bob")).isEqualTo("bob");
        assertThat(subject(tokens, "ann")).isEqualTo("ann");
        assertThat(verified).hasValue(2);
    }

    @Test
    void whatHasExpiredSinceIsRefused() {
        ReactiveJwtDecoder tokens = remembering(this::verify);
        subject(tokens, "ann");

        clock.advance(Duration.ofMinutes(17));

        assertThatThrownBy(() -> subject(tokens, "ann")).isInstanceOf(JwtValidationException.class);
    }

    @Test
    void whenOtherKeysAreInForceAllIsVerifiedByThose() {
        ReactiveJwtDecoder tokens = remembering(this::verify);
        subject(tokens, "ann");

        inForce = new JWKSet();
        subject(tokens, "ann");
        subject(tokens, "ann");

        assertThat(verified).hasValue(2);
    }

    @Test
    void whatWasVerifiedWhileTheKeysChangedIsVerifiedAgain() {
        ReactiveJwtDecoder tokens = remembering(token -> verify(token).doOnNext(jwt -> {
            if (verified.get() == 1) {
                inForce = new JWKSet();
            }
        }));

        subject(tokens, "ann");
        subject(tokens, "ann");
        subject(tokens, "ann");

        assertThat(verified).hasValue(2);
    }

    @Test
    void whatWasVerifiedBeforeAnyKeysWereKnownToBeInForceIsVerifiedAgain() {
        inForce = null;
        ReactiveJwtDecoder tokens = remembering(this::verify);

        subject(tokens, "ann");
        subject(tokens, "ann");

        assertThat(verified).hasValue(2);
    }

    @Test
    void whatIsRefusedIsNotRemembered() {
        ReactiveJwtDecoder tokens = remembering(token -> {
            verified.incrementAndGet();
            return Mono.error(new BadJwtException("forged"));
        });

        assertThatThrownBy(() -> subject(tokens, "ann")).hasMessage("forged");
        assertThatThrownBy(() -> subject(tokens, "ann")).hasMessage("forged");
        assertThat(verified).hasValue(2);
    }

    private ReactiveJwtDecoder remembering(ReactiveJwtDecoder decoder) {
        JwtTimestampValidator time = new JwtTimestampValidator();
        time.setClock(clock);
        return new RememberedTokens(decoder, time, () -> inForce, 10);
    }

    private Mono<Jwt> verify(String token) {
        verified.incrementAndGet();
        return Mono.just(Jwt.withTokenValue(token)
                .header("alg", "RS256")
                .subject(token)
                .expiresAt(clock.instant().plus(Duration.ofMinutes(15)))
                .build());
    }

    private static String subject(ReactiveJwtDecoder tokens, String token) {
        Jwt decoded = Objects.requireNonNull(tokens.decode(token).block(PATIENCE));
        return Objects.requireNonNull(decoded.getSubject());
    }
}
