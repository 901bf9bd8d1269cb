package dev.ares.saga.autoconfigure;

import java.time.Duration;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

import dev.ares.saga.SagaTiming;

/**
 * Settings of all sagas of the service.
 *
 * @param stepDeadline before the pivot, for the answer to a command, until the saga turns back; 45 s
 * @param resendAfter from the pivot on, and while undoing, between the first and the second attempt; 10 s
 * @param firstBackOff between the second and the third attempt, doubling; 200 ms
 * @param maxBackOff the longest time between two attempts after the second; 5 s
 * @param maxAttempts how often an undo or a tail is sent before the saga waits for an operator; 125, ten minutes
 * @param sweepPause between two looks for sagas that are due; 1 s
 * @param sweepLimit the most sagas that one transaction of the sweeper takes; 100
 * @param longestSweep without an answer from the database; more than the 15 s that it lets a transaction last; 25 s
 */
@ConfigurationProperties("ares.saga")
public record SagaProperties(
        @DefaultValue("45s") Duration stepDeadline,
        @DefaultValue("10s") Duration resendAfter,
        @DefaultValue("200ms") Duration firstBackOff,
        @DefaultValue("5s") Duration maxBackOff,
        @DefaultValue("125") int maxAttempts,
        @DefaultValue("1s") Duration sweepPause,
        @DefaultValue("100") int sweepLimit,
        @DefaultValue("25s") Duration longestSweep) {

    SagaTiming timing() {
        return new SagaTiming(stepDeadline, resendAfter, firstBackOff, maxBackOff, maxAttempts);
    }
}
