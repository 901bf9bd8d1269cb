package dev.ares.user.authentication;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.RSAPublicKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.RSAKey;

/** Reads the keys of access tokens. The id of each is its own thumbprint (RFC 7638), so it needs no setting. */
final class SigningKeys {

    private static final int FEWEST_BITS = 2048;
    private static final String EXPECTED = "ARES_TOKEN_SIGNING_KEY (expected: an RSA private key of at least "
            + FEWEST_BITS + " bits, PKCS#8 DER in base64)";

    private static final String EXPECTED_PUBLIC = "ARES_TOKEN_PUBLISHED_KEYS (expected: RSA public keys of at least "
            + FEWEST_BITS + " bits, X.509 DER in base64, with commas between)";

    private SigningKeys() {}

    /** @throws IllegalArgumentException naming the variable and never the key, when it is none */
    static RSAKey parse(String base64) {
        try {
            byte[] der = Base64.getMimeDecoder().decode(base64);
            KeyFactory rsa = KeyFactory.getInstance("RSA");
            PrivateKey parsed = rsa.generatePrivate(new PKCS8EncodedKeySpec(der));
            if (!(parsed instanceof RSAPrivateCrtKey key) || key.getModulus().bitLength() < FEWEST_BITS) {
                throw new IllegalArgumentException(EXPECTED);
            }
            RSAPublicKey open =
                    (RSAPublicKey) rsa.generatePublic(new RSAPublicKeySpec(key.getModulus(), key.getPublicExponent()));
            return named(new RSAKey.Builder(open).privateKey(key));
        } catch (GeneralSecurityException | JOSEException unreadable) {
            throw new IllegalArgumentException(EXPECTED, unreadable);
        }
    }

    /** @throws IllegalArgumentException naming the variable, when it is no public key */
    static RSAKey parsePublic(String base64) {
        try {
            byte[] der = Base64.getMimeDecoder().decode(base64);
            PublicKey parsed = KeyFactory.getInstance("RSA").generatePublic(new X509EncodedKeySpec(der));
            if (!(parsed instanceof RSAPublicKey key) || key.getModulus().bitLength() < FEWEST_BITS) {
                throw new IllegalArgumentException(EXPECTED_PUBLIC);
            }
            return named(new RSAKey.Builder(key));
        } catch (GeneralSecurityException | JOSEException unreadable) {
            throw new IllegalArgumentException(EXPECTED_PUBLIC, unreadable);
        }
    }

    /** The public halves of all keys whose tokens hold: of the one that signs, and of those before or after it. */
    static JWKSet published(RSAKey signing, List<String> others) {
        Stream<JWK> all =
                Stream.concat(Stream.of(signing.toPublicJWK()), others.stream().map(SigningKeys::parsePublic));
        return new JWKSet(all.distinct().toList());
    }

    private static RSAKey named(RSAKey.Builder key) throws JOSEException {
        return key.keyUse(KeyUse.SIGNATURE)
                .algorithm(JWSAlgorithm.RS256)
                .keyIDFromThumbprint()
                .build();
    }
}
