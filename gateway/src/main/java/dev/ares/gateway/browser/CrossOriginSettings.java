package dev.ares.gateway.browser;

import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;

import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.web.cors.CorsConfiguration;

/**
 * Settings {@code ares.gateway.cross-origin}, from the environment and live from Nacos: which pages of other origins may
 * call the shop (CORS). Cookies are never among it: the shop has none.
 *
 * @param allowedOrigins such as {@code https://shop.example.org}, or {@code *} for all (default: none)
 * @param allowedMethods that such a page may use (default: those that the API has)
 * @param allowedHeaders that it may send (default: those that the API knows)
 * @param exposedHeaders that it may read (default: those that the API answers with)
 * @param maxAge how long a browser need not ask again, up to 24 h, beyond which none goes (default 10 min)
 */
record CrossOriginSettings(
        @DefaultValue List<String> allowedOrigins,

        @DefaultValue({"GET", "HEAD", "POST", "PUT", "DELETE"})
        List<String> allowedMethods,

        @DefaultValue({
            "Authorization",
            "Content-Type",
            "Idempotency-Key",
            "Prefer",
            "Last-Event-ID",
            "X-Request-Id",
            "traceparent"
        })
        List<String> allowedHeaders,

        @DefaultValue({
            "Location",
            "Retry-After",
            "RateLimit",
            "RateLimit-Policy",
            "Preference-Applied",
            "Ares-Degraded",
            "X-Request-Id",
            "traceparent"
        })
        List<String> exposedHeaders,

        @DefaultValue("10m") Duration maxAge) {

    private static final Duration LONGEST_AGE = Duration.ofHours(24);

    /** RFC 9110, 5.6.2. {@code *} is one, too. What is none cannot be written into an answer. */
    private static final Pattern TOKEN = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]{1,100}");

    private static final Pattern ORIGIN = Pattern.compile("\\*|https?://[A-Za-z0-9.-]+(:[0-9]{1,5})?");

    CrossOriginSettings {
        allowedOrigins = List.copyOf(allowedOrigins);
        allowedMethods = List.copyOf(allowedMethods);
        allowedHeaders = List.copyOf(allowedHeaders);
        exposedHeaders = List.copyOf(exposedHeaders);
        for (String origin : allowedOrigins) {
            if (!ORIGIN.matcher(origin).matches()) {
                throw new IllegalArgumentException("ares.gateway.cross-origin.allowed-origins: " + origin
                        + " (expected: scheme, host and port, such as https://shop.example.org, or *)");
            }
        }
        requireTokens("allowed-methods", allowedMethods, "methods such as GET");
        requireTokens("allowed-headers", allowedHeaders, "names of headers");
        requireTokens("exposed-headers", exposedHeaders, "names of headers");
        if (maxAge.isNegative() || maxAge.compareTo(LONGEST_AGE) > 0) {
            throw new IllegalArgumentException(
                    "ares.gateway.cross-origin.max-age: %s (expected: 0s to 24h)".formatted(maxAge));
        }
    }

    private static void requireTokens(String name, List<String> values, String expected) {
        for (String value : values) {
            if (!TOKEN.matcher(value).matches()) {
                throw new IllegalArgumentException(
                        "ares.gateway.cross-origin.%s: %s (expected: %s, or *)".formatted(name, value, expected));
            }
        }
    }

    boolean isClosed() {
        return allowedOrigins.isEmpty();
    }

    CorsConfiguration toCors() {
        CorsConfiguration cors = new CorsConfiguration();
        cors.setAllowedOrigins(allowedOrigins);
        cors.setAllowedMethods(allowedMethods);
        cors.setAllowedHeaders(allowedHeaders);
        cors.setExposedHeaders(exposedHeaders);
        cors.setMaxAge(maxAge);
        return cors;
    }
}
