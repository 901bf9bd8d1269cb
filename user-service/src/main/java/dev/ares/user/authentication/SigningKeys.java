package dev.ares.user.authentication;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.RSAPublicKeySpec;
import java.util.Base64;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.RSAKey;

/** Reads the key that signs access tokens. Its id is its own thumbprint (RFC 7638), so it needs no setting. */
final class SigningKeys {

    private static final int FEWEST_BITS = 2048;
    private static final String EXPECTED = "ARES_TOKEN_SIGNING_KEY (expected: an RSA private key of at least "
            + FEWEST_BITS + " bits, PKCS#8 DER in base64)";

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
            return new RSAKey.Builder(open)
                    .privateKey(key)
                    .keyUse(KeyUse.SIGNATURE)
                    .algorithm(JWSAlgorithm.RS256)
                    .keyIDFromThumbprint()
                    .build();
        } catch (GeneralSecurityException | JOSEException unreadable) {
            throw new IllegalArgumentException(EXPECTED, unreadable);
        }
    }
}
