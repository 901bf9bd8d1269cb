package dev.ares.user.authentication;

import java.time.Duration;
import java.util.List;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * @param signingKey from ARES_TOKEN_SIGNING_KEY: an RSA private key of at least 2048 bits, PKCS#8 DER in base64
 * @param publishedKeys from ARES_TOKEN_PUBLISHED_KEYS: public keys whose tokens hold too, the one before or the one to come
 *     (default: none); docs/operations/signing-key.md
 * @param accessTokenLifetime how long a copied access token can do harm, unless its session ends or its owner's roles change
 * @param sessionLifetime from log-in to the last refresh
 * @param sessionsPerUser a further log-in ends the session that was refreshed longest ago
 */
@ConfigurationProperties("ares.user.tokens")
record TokenSettings(
        String signingKey,
        @DefaultValue List<String> publishedKeys,
        @DefaultValue("15m") Duration accessTokenLifetime,
        @DefaultValue("30d") Duration sessionLifetime,
        @DefaultValue("20") int sessionsPerUser) {

    TokenSettings {
        publishedKeys = List.copyOf(publishedKeys);
        SigningKeys.published(SigningKeys.parse(signingKey), publishedKeys);
        if (accessTokenLifetime.toSeconds() < 1 || sessionLifetime.compareTo(accessTokenLifetime) < 0) {
            throw new IllegalArgumentException(
                    "ares.user.tokens (expected: 1s <= access-token-lifetime <= session-lifetime)");
        }
        if (sessionsPerUser < 1) {
            throw new IllegalArgumentException("ares.user.tokens.sessions-per-user (expected: at least 1)");
        }
    }

    /** Without the key. */
    @Override
    public String toString() {
        return "TokenSettings[accessTokenLifetime=" + accessTokenLifetime + "]";
    }
}
