package dev.ares.web.security;

import java.time.Duration;
import java.util.function.Supplier;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.nimbusds.jose.jwk.JWKSet;
import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.core.OAuth2TokenValidator;
import org.springframework.security.oauth2.core.OAuth2TokenValidatorResult;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtValidationException;
import org.springframework.security.oauth2.jwt.ReactiveJwtDecoder;
import reactor.core.publisher.Mono;

/**
 * Spares whoever comes again the verification of a signature, which was 5 to 7 % of what the gateway and order-service did for
 * an order. All else is as without it: a token that has expired is refused, and once other keys are in force each token is
 * verified by those. Only tokens that hold are remembered, the most used of them.
 */
@SuppressWarnings(
        "ReferenceEquality") // the same object is what is asked for: equal ones are made one where they are held
final class RememberedTokens implements ReactiveJwtDecoder {

    /** Tokens hold for a quarter of an hour. */
    private static final Duration USEFUL = Duration.ofMinutes(15);

    private final ReactiveJwtDecoder decoder;
    private final OAuth2TokenValidator<Jwt> holds;
    private final Supplier<@Nullable JWKSet> keys;
    private final Cache<String, Verified> tokens;

    /**
     * @param holds what may change about a token whose signature does not, its expiry above all
     * @param keys those in force: another object means other keys
     */
    RememberedTokens(
            ReactiveJwtDecoder decoder, OAuth2TokenValidator<Jwt> holds, Supplier<@Nullable JWKSet> keys, int most) {
        this.decoder = decoder;
        this.holds = holds;
        this.keys = keys;
        tokens =
                Caffeine.newBuilder().maximumSize(most).expireAfterWrite(USEFUL).build();
    }

    @Override
    public Mono<Jwt> decode(String token) {
        return Mono.defer(() -> {
            JWKSet inForce = keys.get();
            Verified known = tokens.getIfPresent(token);
            return known != null && known.by() == inForce
                    ? validated(known.token())
                    : decoder.decode(token).doOnNext(jwt -> remember(token, jwt, inForce));
        });
    }

    private Mono<Jwt> validated(Jwt token) {
        OAuth2TokenValidatorResult result = holds.validate(token);
        return result.hasErrors()
                ? Mono.error(new JwtValidationException("not valid any more", result.getErrors()))
                : Mono.just(token);
    }

    /** By the keys before the verification: if others came meanwhile, those are never in force again. */
    private void remember(String token, Jwt verified, @Nullable JWKSet before) {
        if (before != null) {
            tokens.put(token, new Verified(verified, before));
        }
    }

    private record Verified(Jwt token, JWKSet by) {}
}
