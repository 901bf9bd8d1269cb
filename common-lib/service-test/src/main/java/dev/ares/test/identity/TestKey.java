package dev.ares.test.identity;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.interfaces.RSAPublicKey;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

import static java.nio.charset.StandardCharsets.UTF_8;

/** A fresh RSA key that signs access tokens, right ones and wrong ones. */
public final class TestKey {

    /** The type of an access token. */
    public static final String ACCESS_TOKEN = "at+jwt";

    private static final String ISSUER = "ares";
    private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();

    private final String id;
    private final KeyPair keys;

    private TestKey(String id, KeyPair keys) {
        this.id = id;
        this.keys = keys;
    }

    /** A key of this id; two of the same id are different keys still. */
    public static TestKey of(String id) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(2048);
            return new TestKey(id, generator.generateKeyPair());
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** A key that a service signs with itself. */
    public static TestKey of(String id, KeyPair keys) {
        return new TestKey(id, keys);
    }

    /** A token of this type for the user, which holds until then and is of no session. */
    public String sign(String type, String userId, Instant expiry, String... roles) {
        return sign(type, userId, "", expiry, roles);
    }

    /** @param more further claims as they stand in JSON, with a comma behind each */
    String sign(String type, String userId, String more, Instant expiry, String... roles) {
        String names = Arrays.stream(roles).map(role -> '"' + role + '"').collect(Collectors.joining(","));
        String header = "{\"alg\":\"RS256\",\"typ\":\"%s\",\"kid\":\"%s\"}".formatted(type, id);
        String claims = "{%s\"sub\":\"%s\",\"iss\":\"%s\",\"roles\":[%s],\"exp\":%d}"
                .formatted(more, userId, ISSUER, names, expiry.getEpochSecond());
        return signed(header, claims, this::signature);
    }

    /** @param signature of what stands before it */
    static String signed(String header, String claims, UnaryOperator<byte[]> signature) {
        String content = encoded(header) + "." + encoded(claims);
        return content + "." + BASE64.encodeToString(signature.apply(content.getBytes(UTF_8)));
    }

    String id() {
        return id;
    }

    KeyPair keys() {
        return keys;
    }

    /** The public halves as a set of keys (RFC 7517). */
    static String published(TestKey... keys) {
        return Arrays.stream(keys).map(TestKey::publicHalf).collect(Collectors.joining(",", "{\"keys\":[", "]}"));
    }

    private String publicHalf() {
        RSAPublicKey key = (RSAPublicKey) keys.getPublic();
        return "{\"kty\":\"RSA\",\"use\":\"sig\",\"alg\":\"RS256\",\"kid\":\"%s\",\"n\":\"%s\",\"e\":\"%s\"}"
                .formatted(id, unsigned(key.getModulus()), unsigned(key.getPublicExponent()));
    }

    private byte[] signature(byte[] content) {
        try {
            Signature signature = Signature.getInstance("SHA256withRSA");
            signature.initSign(keys.getPrivate());
            signature.update(content);
            return signature.sign();
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static String unsigned(BigInteger number) {
        byte[] bytes = number.toByteArray();
        return BASE64.encodeToString(bytes[0] == 0 ? Arrays.copyOfRange(bytes, 1, bytes.length) : bytes);
    }

    private static String encoded(String json) {
        return BASE64.encodeToString(json.getBytes(UTF_8));
    }
}
