package dev.ares.web.security;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

import org.springframework.security.oauth2.core.DelegatingOAuth2TokenValidator;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.core.OAuth2TokenValidator;
import org.springframework.security.oauth2.core.OAuth2TokenValidatorResult;
import org.springframework.security.oauth2.jose.jws.SignatureAlgorithm;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtTimestampValidator;
import org.springframework.security.oauth2.jwt.JwtTypeValidator;
import org.springframework.security.oauth2.jwt.NimbusReactiveJwtDecoder;
import org.springframework.security.oauth2.jwt.ReactiveJwtDecoder;

import dev.ares.web.Caller;

/**
 * What makes an access token hold: RS256 by a published key, type {@code at+jwt} or {@code JWT} (a refresh token signed
 * with the same key must say something else), an expiry in the future, a subject.
 */
final class AccessTokens {

    private static final Duration LEEWAY = Duration.ofSeconds(30);

    private AccessTokens() {}

    /** @param remembered how many verified tokens are not verified again while they and the keys hold */
    static ReactiveJwtDecoder decoder(AccessTokenKeys keys, int remembered, Clock clock) {
        NimbusReactiveJwtDecoder decoder = NimbusReactiveJwtDecoder.withJwkSource(keys)
                .jwsAlgorithm(SignatureAlgorithm.RS256)
                .validateType(false)
                .build();
        OAuth2TokenValidator<Jwt> holds = validator(clock);
        decoder.setJwtValidator(holds);
        return remembered == 0 ? decoder : new RememberedTokens(decoder, holds, keys::inForce, remembered);
    }

    private static OAuth2TokenValidator<Jwt> validator(Clock clock) {
        JwtTimestampValidator time = new JwtTimestampValidator(LEEWAY);
        time.setAllowEmptyExpiryClaim(false);
        time.setClock(clock);
        JwtTypeValidator type = new JwtTypeValidator("at+jwt", "JWT");
        type.setAllowEmpty(true);
        return new DelegatingOAuth2TokenValidator<>(List.of(time, type, subject()));
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
