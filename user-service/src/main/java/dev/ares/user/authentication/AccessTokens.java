package dev.ares.user.authentication;

import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.UUID;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;

import dev.ares.user.account.Account;
import dev.ares.user.account.Role;

/** Issues access tokens: JWT, RS256, claims {@code sub}, {@code roles}, {@code iss}, {@code iat}, {@code exp}, {@code sid}, {@code ver}. */
final class AccessTokens {

    private final JWSHeader header;
    private final JWSSigner signer;
    private final String issuer;
    private final Duration lifetime;

    /** @param issuer the claim {@code iss} */
    AccessTokens(RSAKey key, String issuer, TokenSettings settings) throws JOSEException {
        this.header = new JWSHeader.Builder(JWSAlgorithm.RS256)
                .type(JOSEObjectType.JWT)
                .keyID(key.getKeyID())
                .build();
        this.signer = new RSASSASigner(key);
        this.issuer = issuer;
        this.lifetime = settings.accessTokenLifetime();
    }

    Duration lifetime() {
        return lifetime;
    }

    /**
     * Costs about a millisecond of CPU.
     *
     * @param sid names the session, with whose end the token ends
     * @param now by the database's clock, as the times at which tokens are called back: by a clock that is ahead of it, a
     *     token would outlast the news that it was called back
     */
    String issue(Account account, String sid, Instant now) {
        JWTClaimsSet claims = new JWTClaimsSet.Builder()
                .subject(account.id().toString())
                .claim(
                        "roles",
                        account.roles().stream().map(Role::code).sorted().toList())
                .claim("sid", sid)
                .claim("ver", account.tokenVersion())
                .issuer(issuer)
                .issueTime(Date.from(now))
                .expirationTime(Date.from(now.plus(lifetime)))
                .jwtID(UUID.randomUUID().toString())
                .build();
        SignedJWT token = new SignedJWT(header, claims);
        try {
            token.sign(signer);
        } catch (JOSEException e) {
            throw new IllegalStateException("a key that was read at start-up must sign", e);
        }
        return token.serialize();
    }
}
