package dev.ares.web.security;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;

import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jwt.SignedJWT;
import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.core.DelegatingOAuth2TokenValidator;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.core.OAuth2TokenValidator;
import org.springframework.security.oauth2.core.OAuth2TokenValidatorResult;
import org.springframework.security.oauth2.jose.jws.SignatureAlgorithm;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtIssuerValidator;
import org.springframework.security.oauth2.jwt.JwtTimestampValidator;
import org.springframework.security.oauth2.jwt.JwtTypeValidator;
import org.springframework.security.oauth2.jwt.NimbusReactiveJwtDecoder;
import org.springframework.security.oauth2.jwt.ReactiveJwtDecoder;
import reactor.core.publisher.Flux;

import dev.ares.web.Caller;

/**
 * What makes an access token hold: RS256 by a published key, type {@code at+jwt} or {@code JWT} (a refresh token signed
 * with the same key must say something else), an expiry in the future, a subject, our issuer; and nobody called it back.
 */
final class AccessTokens {

    private static final Duration LEEWAY = Duration.ofSeconds(30);

    private AccessTokens() {}

    /**
     * @param keys those that may have signed a token
     * @param inForce all of them, the same object for as long as they are the same; null while that is not known
     * @param holds what else must be true of a token, each time that it comes
     * @param remembered how many verified tokens are not verified again while they and the keys hold
     */
    static ReactiveJwtDecoder decoder(
            Function<SignedJWT, Flux<JWK>> keys,
            Supplier<@Nullable JWKSet> inForce,
            OAuth2TokenValidator<Jwt> holds,
            int remembered) {
        NimbusReactiveJwtDecoder decoder = NimbusReactiveJwtDecoder.withJwkSource(keys)
                .jwsAlgorithm(SignatureAlgorithm.RS256)
                .validateType(false)
                .build();
        decoder.setJwtValidator(holds);
        return remembered == 0 ? decoder : new RememberedTokens(decoder, holds, inForce, remembered);
    }

    static OAuth2TokenValidator<Jwt> validator(String issuer, Revocations revocations, Clock clock) {
        JwtTimestampValidator time = new JwtTimestampValidator(LEEWAY);
        time.setAllowEmptyExpiryClaim(false);
        time.setClock(clock);
        JwtTypeValidator type = new JwtTypeValidator("at+jwt", "JWT");
        type.setAllowEmpty(true);
        return new DelegatingOAuth2TokenValidator<>(
                List.of(time, type, subject(), new JwtIssuerValidator(issuer), revocations));
    }

    static Caller caller(Jwt token) {
        Object roles = token.getClaims().get("roles");
        Set<String> names = roles instanceof List<?> list
                ? list.stream().map(String::valueOf).collect(Collectors.toUnmodifiableSet())
                : Set.of();
        return new Caller(Objects.requireNonNull(token.getSubject(), "sub"), names);
    }

    private static OAuth2TokenValidator<Jwt> subject() {
        return token -> token.getSubject() == null || token.getSubject().isBlank()
                ? OAuth2TokenValidatorResult.failure(new OAuth2Error("invalid_token", "sub (expected: present)", null))
                : OAuth2TokenValidatorResult.success();
    }
}
