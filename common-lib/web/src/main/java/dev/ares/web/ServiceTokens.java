package dev.ares.web;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

import org.jspecify.annotations.Nullable;

/**
 * Short-lived proofs that a call comes from one of our own services: JWT, HS256 over a shared secret, valid for 60 s.
 * Sent as {@code Authorization: Bearer} to {@code /internal/**} and in gRPC metadata. Thread-safe; issuing costs a few
 * microseconds, so a caller issues one per call.
 */
public final class ServiceTokens {

    /** From issue to expiry. */
    public static final Duration LIFETIME = Duration.ofSeconds(60);

    /** How far the clocks of two services may be apart. */
    private static final Duration LEEWAY = Duration.ofSeconds(30);

    private static final String SCHEME = "Bearer ";
    private static final String ALGORITHM = "HmacSHA256";
    private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();

    /** The only header ever issued, and so the only one accepted: nothing to negotiate, nothing to confuse. */
    private static final String HEADER = encode("{\"alg\":\"HS256\",\"typ\":\"ares-service+jwt\"}");

    private static final Pattern SERVICE = Pattern.compile("[a-z0-9-]{1,64}");
    private static final Pattern CLAIMS =
            Pattern.compile("\\{\"iss\":\"(?<service>[a-z0-9-]{1,64})\",\"exp\":(?<expiry>[0-9]{1,12})}");

    private final SecretKeySpec key;
    private final String service;
    private final Clock clock;

    /**
     * @param secret at least 32 bytes
     * @param service the name of this service, as others will see it
     */
    public ServiceTokens(byte[] secret, String service, Clock clock) {
        if (secret.length < 32) {
            throw new IllegalArgumentException("secret: " + secret.length + " bytes (expected: at least 32)");
        }
        if (!SERVICE.matcher(service).matches()) {
            throw new IllegalArgumentException("service: " + service + " (expected: lower case, digits, hyphens)");
        }
        this.key = new SecretKeySpec(secret, ALGORITHM);
        this.service = service;
        this.clock = clock;
    }

    /** A token in the name of this service. */
    public String issue() {
        long expiry = clock.instant().plus(LIFETIME).getEpochSecond();
        String content = HEADER + "." + encode("{\"iss\":\"" + service + "\",\"exp\":" + expiry + "}");
        return content + "." + BASE64.encodeToString(sign(content));
    }

    /** The service that issued the token; empty when it is not one of ours or has expired. */
    public Optional<String> verify(String token) {
        int end = token.lastIndexOf('.');
        if (!token.startsWith(HEADER + ".") || end <= HEADER.length()) {
            return Optional.empty();
        }
        String content = token.substring(0, end);
        byte[] expected = BASE64.encode(sign(content));
        byte[] signature = token.substring(end + 1).getBytes(StandardCharsets.UTF_8);
        if (!MessageDigest.isEqual(expected, signature)) {
            return Optional.empty();
        }
        return issuerUnlessExpired(content.substring(HEADER.length() + 1));
    }

    /**
     * As {@link #verify}, of a whole header.
     *
     * @param authorization {@code Bearer TOKEN}; null where there is none
     */
    public Optional<String> verifyHeader(@Nullable String authorization) {
        if (authorization == null || !authorization.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
            return Optional.empty();
        }
        return verify(authorization.substring(SCHEME.length()));
    }

    private Optional<String> issuerUnlessExpired(String encodedClaims) {
        String json = new String(Base64.getUrlDecoder().decode(encodedClaims), StandardCharsets.UTF_8);
        Matcher claims = CLAIMS.matcher(json);
        if (!claims.matches()) {
            return Optional.empty();
        }
        Instant expiry = Instant.ofEpochSecond(Long.parseLong(claims.group("expiry")));
        Instant now = clock.instant();
        boolean current = now.minus(LEEWAY).isBefore(expiry)
                && expiry.isBefore(now.plus(LIFETIME).plus(LEEWAY));
        return current ? Optional.of(claims.group("service")) : Optional.empty();
    }

    private byte[] sign(String content) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            return mac.doFinal(content.getBytes(StandardCharsets.US_ASCII));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java platform must provide " + ALGORITHM, e);
        }
    }

    private static String encode(String json) {
        return BASE64.encodeToString(json.getBytes(StandardCharsets.UTF_8));
    }
}
