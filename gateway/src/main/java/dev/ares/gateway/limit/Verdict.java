package dev.ares.gateway.limit;

import java.time.Duration;
import java.time.temporal.ChronoUnit;

/**
 * What a token bucket says to one request.
 *
 * <p>A bucket is kept as one number (GCRA, the virtual scheduling algorithm of ITU-T I.371): the moment at which it will
 * be full. A token is there while that moment is nearer than the time in which all tokens but one flow in; taking one puts
 * it off by the time in which one flows in.
 *
 * @param admitted whether there was a token, which is taken now
 * @param remaining tokens that are left
 * @param retryAfter until there is a token again; zero while there is one
 * @param untilFull until the bucket is full
 */
record Verdict(boolean admitted, long remaining, Duration retryAfter, Duration untilFull) {

    /** @param untilFull microseconds until the bucket is full, after a token was taken or refused */
    static Verdict of(Allowance allowance, boolean admitted, long untilFull) {
        long flowedIn = Math.max(0, allowance.filling() - untilFull);
        long missing = Math.max(0, allowance.interval() - (allowance.filling() - untilFull));
        return new Verdict(
                admitted,
                flowedIn / allowance.interval(),
                Duration.of(missing, ChronoUnit.MICROS),
                Duration.of(untilFull, ChronoUnit.MICROS));
    }
}
