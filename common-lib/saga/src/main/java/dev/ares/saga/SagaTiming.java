package dev.ares.saga;

import java.time.Duration;

/**
 * How long a saga waits.
 *
 * @param stepDeadline for the answer to a command. When it passes before the pivot the saga turns back; on the pivot,
 *     a tail or a compensation the command is sent again
 * @param firstBackOff between the second and the third attempt; doubles with each further one
 * @param maxBackOff the longest time between two attempts after the second
 */
public record SagaTiming(Duration stepDeadline, Duration firstBackOff, Duration maxBackOff) {

    /** 10 s, then 0.2 s to 5 s. */
    public static final SagaTiming DEFAULT =
            new SagaTiming(Duration.ofSeconds(10), Duration.ofMillis(200), Duration.ofSeconds(5));

    public SagaTiming {
        requirePositive("stepDeadline", stepDeadline);
        requirePositive("firstBackOff", firstBackOff);
        if (maxBackOff.compareTo(firstBackOff) < 0) {
            throw new IllegalArgumentException(
                    "maxBackOff: %s (expected: at least firstBackOff, %s)".formatted(maxBackOff, firstBackOff));
        }
    }

    /** The time between an attempt, counted from 1, and the next. */
    Duration after(int attempt) {
        if (attempt <= 1) {
            return stepDeadline;
        }
        Duration doubled = firstBackOff.multipliedBy(1L << Math.min(attempt - 2, 30));
        return doubled.compareTo(maxBackOff) < 0 ? doubled : maxBackOff;
    }

    private static void requirePositive(String name, Duration value) {
        if (value.isNegative() || value.isZero()) {
            throw new IllegalArgumentException("%s: %s (expected: more than 0)".formatted(name, value));
        }
    }
}
