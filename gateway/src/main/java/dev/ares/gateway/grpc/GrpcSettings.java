package dev.ares.gateway.grpc;

import java.time.Duration;

import org.springframework.boot.context.properties.bind.DefaultValue;

import dev.ares.resilience.CallSettings;

/**
 * How gRPC methods are called for callers outside, {@code ares.gateway.grpc}, live. The defaults stand in application.yml.
 *
 * @param deadline of a question with all its attempts, 10 ms to 1 min (default 3 s); the service is told it, so that it
 *     stops when nobody waits any more
 * @param quotes time-out, bulkhead, breaker and retries of {@code POST /api/quotes}
 */
record GrpcSettings(
        @DefaultValue("3s") Duration deadline, @DefaultValue CallSettings quotes) {

    static final String PREFIX = "ares.gateway.grpc";

    GrpcSettings {
        if (deadline.toMillis() < 10 || deadline.toSeconds() > 60) {
            throw new IllegalArgumentException("deadline: %s (expected: 10ms to 1m)".formatted(deadline));
        }
    }
}
