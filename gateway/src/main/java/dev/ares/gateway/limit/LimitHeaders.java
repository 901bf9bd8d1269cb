package dev.ares.gateway.limit;

import java.time.Duration;

import org.springframework.http.HttpHeaders;

/**
 * {@code RateLimit-Policy} and {@code RateLimit} as draft-ietf-httpapi-ratelimit-headers-10 has them: {@code q} tokens in
 * a full bucket, which fills within {@code w} seconds; {@code r} are left, and it is full again in {@code t} seconds. One
 * item for each bucket that was asked.
 */
final class LimitHeaders {

    static final String POLICY = "RateLimit-Policy";
    static final String LIMIT = "RateLimit";

    private LimitHeaders() {}

    static void add(HttpHeaders headers, String policy, Allowance allowance, Verdict verdict) {
        long window = seconds(Duration.ofNanos(allowance.filling() * 1000));
        append(headers, POLICY, '"' + policy + "\";q=" + allowance.burst() + ";w=" + window);
        append(headers, LIMIT, '"' + policy + "\";r=" + verdict.remaining() + ";t=" + seconds(verdict.untilFull()));
    }

    private static void append(HttpHeaders headers, String name, String item) {
        String before = headers.getFirst(name);
        headers.set(name, before == null ? item : before + ", " + item);
    }

    private static long seconds(Duration duration) {
        return duration.plusNanos(999_999_999).toSeconds();
    }
}
