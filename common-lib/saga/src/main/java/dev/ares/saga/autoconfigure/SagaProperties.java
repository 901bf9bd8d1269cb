package dev.ares.saga.autoconfigure;

import java.time.Duration;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

import dev.ares.saga.SagaTiming;

/**
 * Settings of all sagas of the service.
 *
 * @param stepDeadline for the answer to a command; 10 s
 * @param firstBackOff between the second and the third attempt, doubling; 200 ms
 * @param maxBackOff the longest time between two attempts after the second; 5 s
 * @param sweepPause between two looks for sagas that are due; 200 ms
 * @param sweepLimit the most sagas that one transaction of the sweeper takes; 100
 * @param longestSweep without an answer from the database; more than the 15 s that it lets a transaction last; 25 s
 */
@ConfigurationProperties("ares.saga")
public record SagaProperties(
        @DefaultValue("10s") Duration stepDeadline,
        @DefaultValue("200ms") Duration firstBackOff,
        @DefaultValue("5s") Duration maxBackOff,
        @DefaultValue("200ms") Duration sweepPause,
        @DefaultValue("100") int sweepLimit,
        @DefaultValue("25s") Duration longestSweep) {

    SagaTiming timing() {
        return new SagaTiming(stepDeadline, firstBackOff, maxBackOff);
    }
}
