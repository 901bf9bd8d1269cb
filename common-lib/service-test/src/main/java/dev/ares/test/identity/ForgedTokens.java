package dev.ares.test.identity;

import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.UnaryOperator;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * Access tokens of an admin that are wrong in one thing each: how they are signed, or what they say. Whoever believes one of
 * them lets anybody in.
 */
public final class ForgedTokens {

    private static final String EVERYTHING = "\"sub\":\"u-1\",\"roles\":[\"admin\"]";

    private final TestKey key;
    private final Instant now;

    private ForgedTokens(TestKey key, Instant now) {
        this.key = key;
        this.now = now;
    }

    /** By what is wrong with it. */
    public static Map<String, String> of(TestKey key, Instant now) {
        return new ForgedTokens(key, now).all();
    }

    /** The same with nothing wrong: what shows that the others are refused for what is wrong with them. */
    public static String genuine(TestKey key, Instant now) {
        ForgedTokens tokens = new ForgedTokens(key, now);
        return TestKey.signed(tokens.header("RS256", ""), tokens.claims(), tokens.by("SHA256withRSA"));
    }

    private Map<String, String> all() {
        PublicKey published = key.keys().getPublic();
        byte[] pem = ("-----BEGIN PUBLIC KEY-----\n"
                        + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(published.getEncoded())
                        + "\n-----END PUBLIC KEY-----\n")
                .getBytes(UTF_8);
        byte[] modulus = ((RSAPublicKey) published).getModulus().toByteArray();
        UnaryOperator<byte[]> right = by("SHA256withRSA");
        Map<String, String> all = new LinkedHashMap<>();
        all.put("no algorithm, no signature", signed("none", content -> new byte[0]));
        all.put("no algorithm, the right signature", signed("none", right));
        all.put("a secret: the published key", signed("HS256", withSecret(published.getEncoded())));
        all.put("a secret: the published key as PEM", signed("HS256", withSecret(pem)));
        all.put("a secret: the modulus", signed("HS256", withSecret(modulus)));
        all.put("another algorithm of the right key: PS256", signed("PS256", this::pss));
        all.put("another algorithm of the right key: RS512", signed("RS512", by("SHA512withRSA")));
        all.put("another issuer", said("\"iss\":\"eve\",\"exp\":" + later()));
        all.put("no issuer", said("\"exp\":" + later()));
        all.put("no expiry", said("\"iss\":\"ares\""));
        all.put("not yet", said("\"iss\":\"ares\",\"exp\":%d,\"nbf\":%d".formatted(later() + 600, later())));
        all.put(
                "an extension that must be understood",
                TestKey.signed(header("RS256", ",\"crit\":[\"eve\"],\"eve\":1"), claims(), right));
        return all;
    }

    private String signed(String algorithm, UnaryOperator<byte[]> signature) {
        return TestKey.signed(header(algorithm, ""), claims(), signature);
    }

    private String said(String claims) {
        return TestKey.signed(header("RS256", ""), "{" + EVERYTHING + "," + claims + "}", by("SHA256withRSA"));
    }

    private String header(String algorithm, String more) {
        return "{\"alg\":\"%s\",\"typ\":\"at+jwt\",\"kid\":\"%s\"%s}".formatted(algorithm, key.id(), more);
    }

    private String claims() {
        return "{" + EVERYTHING + ",\"iss\":\"ares\",\"exp\":" + later() + "}";
    }

    private long later() {
        return now.plusSeconds(600).getEpochSecond();
    }

    private UnaryOperator<byte[]> by(String algorithm) {
        return content -> {
            try {
                return signature(Signature.getInstance(algorithm), key.keys().getPrivate(), content);
            } catch (GeneralSecurityException impossible) {
                throw new IllegalStateException(impossible);
            }
        };
    }

    private byte[] pss(byte[] content) {
        try {
            Signature signature = Signature.getInstance("RSASSA-PSS");
            signature.setParameter(new PSSParameterSpec("SHA-256", "MGF1", MGF1ParameterSpec.SHA256, 32, 1));
            return signature(signature, key.keys().getPrivate(), content);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static byte[] signature(Signature signature, PrivateKey by, byte[] content)
            throws GeneralSecurityException {
        signature.initSign(by);
        signature.update(content);
        return signature.sign();
    }

    private static UnaryOperator<byte[]> withSecret(byte[] secret) {
        return content -> {
            try {
                Mac mac = Mac.getInstance("HmacSHA256");
                mac.init(new SecretKeySpec(secret, "HmacSHA256"));
                return mac.doFinal(content);
            } catch (GeneralSecurityException impossible) {
                throw new IllegalStateException(impossible);
            }
        };
    }
}
