package dev.ares.web.security;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Who may call what. A path is a Spring path pattern, with or without a method before it: {@code GET /api/products/**}.
 *
 * @param jwksUri where the keys of access tokens are published, by one address or, where nothing shares the calls among
 *     user-service's replicas, by one of each; from the same hosts and ports comes which tokens were revoked
 * @param issuer the claim {@code iss} of access tokens, given and expected (default ares)
 * @param jwksRefresh how long fetched keys serve before they are fetched again in the background; they are kept for as
 *     long as that fails (default 5 min)
 * @param jwksCopy the file in which fetched keys are kept for the next start; without it none are
 * @param jwksPatience how long a request waits for keys while none are known, 0 to 1 min (default 5 s)
 * @param rememberedTokens how many tokens, once verified, are not verified again while they and the keys hold; 0 to 1
 *     million, each about 3 KiB (default 10000)
 * @param publicPaths open to everyone, besides {@code /healthz/**} and {@code /metrics}; a token sent there is ignored
 * @param roles the paths that need a role, by role; {@code /api/admin/**} needs {@code admin} unless listed here
 * @param serviceTokenSecret base64, at least 32 bytes, shared by our services; without it {@code /internal/**} is closed
 * @param internalCalls whether our services may call {@code /internal/**} here; not where strangers reach the same port
 *     (default true)
 */
@ConfigurationProperties("ares.web")
record WebSecuritySettings(
        @DefaultValue("http://127.0.0.1:8084/.well-known/jwks.json")
        List<URI> jwksUri,

        @DefaultValue("ares") String issuer,
        @DefaultValue("5m") Duration jwksRefresh,
        @Nullable String jwksCopy,
        @DefaultValue("5s") Duration jwksPatience,
        @DefaultValue("10000") int rememberedTokens,
        @DefaultValue List<String> publicPaths,
        @DefaultValue Map<String, List<String>> roles,
        @Nullable String serviceTokenSecret,
        @DefaultValue("true") boolean internalCalls) {

    private static final int MOST_REMEMBERED = 1_000_000;

    WebSecuritySettings {
        if (rememberedTokens < 0 || rememberedTokens > MOST_REMEMBERED) {
            throw new IllegalArgumentException(
                    "remembered-tokens: %d (expected: 0 to %d)".formatted(rememberedTokens, MOST_REMEMBERED));
        }
        if (jwksPatience.isNegative() || jwksPatience.compareTo(Duration.ofMinutes(1)) > 0) {
            throw new IllegalArgumentException("jwks-patience: %s (expected: 0s to 1m)".formatted(jwksPatience));
        }
    }

    /** Null where none is named. */
    @Nullable
    Path copy() {
        return jwksCopy == null || jwksCopy.isBlank() ? null : Path.of(jwksCopy);
    }
}
