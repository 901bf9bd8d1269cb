package dev.ares.user.authentication;

import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jwt.SignedJWT;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.ares.user.account.Account;
import dev.ares.user.account.Role;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class TokensTest {

    private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");
    private static final String KEY = key("RSA", 2048);

    @Test
    void anAccessTokenTellsWhoWhatAndHowLong() throws Exception {
        RSAKey key = SigningKeys.parse(KEY);
        var settings = new TokenSettings(KEY, List.of(), Duration.ofMinutes(15), Duration.ofDays(30), 20);
        Account admin = new Account(UUID.randomUUID(), "ada@example.org", "Ada", Set.of(Role.ADMIN), 7);

        SignedJWT token = SignedJWT.parse(new AccessTokens(key, "a-shop", settings).issue(admin, "a-session", NOW));

        assertThat(token.verify(new RSASSAVerifier(key.toPublicJWK()))).isTrue();
        assertThat(token.getHeader().getKeyID()).isEqualTo(key.getKeyID());
        assertThat(token.getJWTClaimsSet().getSubject()).isEqualTo(admin.id().toString());
        assertThat(token.getJWTClaimsSet().getIssuer()).isEqualTo("a-shop");
        assertThat(token.getJWTClaimsSet().getStringListClaim("roles"))
                .isEqualTo(List.of("admin", "customer", "operator"));
        assertThat(token.getJWTClaimsSet().getClaim("sid")).isEqualTo("a-session");
        assertThat(token.getJWTClaimsSet().getClaim("ver")).isEqualTo(7L);
        assertThat(token.getJWTClaimsSet().getExpirationTime()).isEqualTo("2026-11-21T12:15:00Z");
    }

    @Test
    void theKeysIdDependsOnTheKeyAlone() {
        assertThat(SigningKeys.parse(KEY).getKeyID())
                .isEqualTo(SigningKeys.parse(KEY).getKeyID());
        assertThat(SigningKeys.parse(key("RSA", 2048)).getKeyID())
                .isNotEqualTo(SigningKeys.parse(KEY).getKeyID());
    }

    @Test
    void theJwksHasNoPrivatePart() {
        Map<String, Object> jwk = SigningKeys.parse(KEY).toPublicJWK().toJSONObject();

        JWKSet published = SigningKeys.published(SigningKeys.parse(KEY), List.of());
        assertThat(new JwksController(published).keys().getBody()).isEqualTo(Map.of("keys", List.of(jwk)));
        assertThat(jwk).containsOnlyKeys("kty", "use", "alg", "kid", "n", "e");
    }

    @Test
    void bothKeysArePublishedAndAcceptedAndOneSigns() throws Exception {
        String young = key("RSA", 2048);
        String old = Base64.getEncoder()
                .encodeToString(SigningKeys.parse(KEY).toRSAPublicKey().getEncoded());
        var before = new TokenSettings(KEY, List.of(), Duration.ofMinutes(15), Duration.ofDays(30), 20);
        var during = new TokenSettings(young, List.of(old), Duration.ofMinutes(15), Duration.ofDays(30), 20);
        var after = new TokenSettings(young, List.of(), Duration.ofMinutes(15), Duration.ofDays(30), 20);

        assertThat(published(during).getKeys())
                .extracting(JWK::getKeyID)
                .containsExactly(
                        SigningKeys.parse(young).getKeyID(),
                        SigningKeys.parse(KEY).getKeyID());
        assertThat(published(during).containsNonPublicKeys()).isFalse();
        assertThat(List.of(accepts(during, token(before)), accepts(during, token(during))))
                .containsOnly(true);
        assertThat(accepts(after, token(during))).isTrue();
        assertThat(accepts(after, token(before))).isFalse();
        assertThat(accepts(before, token(during))).isFalse();
    }

    private static JWKSet published(TokenSettings settings) {
        return SigningKeys.published(SigningKeys.parse(settings.signingKey()), settings.publishedKeys());
    }

    private static String token(TokenSettings settings) throws Exception {
        Account ada = new Account(UUID.randomUUID(), "ada@example.org", "Ada", Set.of(), 0);
        return new AccessTokens(SigningKeys.parse(settings.signingKey()), "ares", settings)
                .issue(ada, "a-session", NOW);
    }

    private static boolean accepts(TokenSettings settings, String text) throws Exception {
        SignedJWT token = SignedJWT.parse(text);
        JWK key = published(settings).getKeyByKeyId(token.getHeader().getKeyID());
        return key != null && token.verify(new RSASSAVerifier(key.toRSAKey()));
    }

    @Test
    void whatIsNoGoodPublicKeyIsRefusedAtStart() {
        for (String unfit : List.of("secret!", "c2VjcmV0", KEY)) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> SigningKeys.parsePublic(unfit))
                    .withMessageStartingWith("ARES_TOKEN_PUBLISHED_KEYS (expected: ")
                    .withMessageNotContaining(unfit);
        }
    }

    @Test
    void whatIsNoGoodKeyIsRefusedWithoutShowingIt() {
        for (String unfit : List.of("secret!", "c2VjcmV0", key("RSA", 1024), key("EC", 256))) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> SigningKeys.parse(unfit))
                    .withMessageStartingWith("ARES_TOKEN_SIGNING_KEY (expected: ")
                    .withMessageNotContaining(unfit);
        }
    }

    @Test
    void aRefreshTokenIsReadAsItWasWritten() {
        RefreshToken token = RefreshToken.forSession(UUID.randomUUID());
        assertThat(RefreshToken.parse(token.text())).hasValueSatisfying(read -> {
            assertThat(read.session()).isEqualTo(token.session());
            assertThat(read.secretHash()).isEqualTo(token.secretHash());
        });
        assertThat(token.text()).hasSize(64);
    }

    @Test
    void anAccessTokenDoesNotTellTheSessionsId() {
        RefreshToken token = RefreshToken.forSession(UUID.randomUUID());

        assertThat(token.sid())
                .matches("[0-9a-f]{32}")
                .doesNotContain(token.session().toString().replace("-", ""))
                .isEqualTo(RefreshToken.forSession(token.session()).sid())
                .isNotEqualTo(RefreshToken.forSession(UUID.randomUUID()).sid());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "not base64 at all", "AAAA", "\u0000"})
    void whatIsNoRefreshTokenIsNone(String text) {
        assertThat(RefreshToken.parse(text)).isEmpty();
    }

    private static String key(String algorithm, int bits) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
            generator.initialize(bits);
            return Base64.getEncoder()
                    .encodeToString(generator.generateKeyPair().getPrivate().getEncoded());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
