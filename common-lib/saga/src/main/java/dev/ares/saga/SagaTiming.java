package dev.ares.saga;

import java.time.Duration;
import java.util.Collections;
import java.util.List;

/**
 * How long a saga waits, and how often it says the same thing.
 *
 * @param stepDeadline before the pivot, for the answer to a command: when it passes the saga turns back
 * @param resendAfter from the pivot on, and while undoing, between the first attempt and the second
 * @param firstBackOff between the second and the third attempt; doubles with each further one
 * @param maxBackOff the longest time between two attempts after the second
 * @param maxAttempts how often an undo or a tail is sent that nobody answers, before the saga waits for an operator. The
 *     pivot is sent without limit
 */
public record SagaTiming(
        Duration stepDeadline, Duration resendAfter, Duration firstBackOff, Duration maxBackOff, int maxAttempts) {

    /** 45 s; 10 s, then 0.2 s to 5 s, 125 attempts, which are ten minutes. */
    public static final SagaTiming DEFAULT = new SagaTiming(
            Duration.ofSeconds(45), Duration.ofSeconds(10), Duration.ofMillis(200), Duration.ofSeconds(5), 125);

    public SagaTiming {
        requirePositive("stepDeadline", stepDeadline);
        requirePositive("resendAfter", resendAfter);
        requirePositive("firstBackOff", firstBackOff);
        if (maxBackOff.compareTo(firstBackOff) < 0) {
            throw new IllegalArgumentException(
                    "maxBackOff: %s (expected: at least firstBackOff, %s)".formatted(maxBackOff, firstBackOff));
        }
        if (maxAttempts < 1) {
            throw new IllegalArgumentException("maxAttempts: %d (expected: at least 1)".formatted(maxAttempts));
        }
    }

    /** The time between an attempt, counted from 1, and the next or, before the pivot, the end of waiting. */
    Duration after(SagaInstance.Phase phase, int attempt) {
        if (phase == SagaInstance.Phase.ADVANCING) {
            return stepDeadline;
        }
        if (attempt <= 1) {
            return resendAfter;
        }
        Duration doubled = firstBackOff.multipliedBy(1L << Math.min(attempt - 2, 30));
        return doubled.compareTo(maxBackOff) < 0 ? doubled : maxBackOff;
    }

    /** No saga that was written by a clock like this one is due later than this from now. */
    Duration longest() {
        return Collections.max(List.of(stepDeadline, resendAfter, maxBackOff));
    }

    private static void requirePositive(String name, Duration value) {
        if (value.isNegative() || value.isZero()) {
            throw new IllegalArgumentException("%s: %s (expected: more than 0)".formatted(name, value));
        }
    }
}
