package dev.ares.messaging.relay;

import java.time.Duration;

/**
 * How the relay works; each is described at {@code ares.messaging.outbox.*}.
 *
 * @param sendTimeout the longest that a send may take until it is settled
 */
public record RelaySettings(
        int queueCapacity,
        int maxInFlight,
        int batchSize,
        Duration pollInterval,
        Duration markDelay,
        Duration sendTimeout) {}
