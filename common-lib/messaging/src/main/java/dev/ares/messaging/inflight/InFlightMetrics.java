package dev.ares.messaging.inflight;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;

/**
 * Shows limits, each with the tag {@code consumer}: {@code ares.consumer.in.flight}, {@code
 * ares.consumer.in.flight.limit}, and {@code ares.consumer.latency.p99} in seconds.
 */
public final class InFlightMetrics {

    private InFlightMetrics() {}

    /** @param consumer whose work it is: {@code payment-service<-ares.payment.commands} */
    public static InFlightLimit show(InFlightLimit limit, String consumer, MeterRegistry registry) {
        Gauge.builder("ares.consumer.in.flight", limit, InFlightLimit::inFlight)
                .description("Work that was started and has not ended")
                .tag("consumer", consumer)
                .register(registry);
        Gauge.builder("ares.consumer.in.flight.limit", limit, InFlightLimit::current)
                .description("Work that may be in flight: arrival rate x p99, within bounds")
                .tag("consumer", consumer)
                .register(registry);
        Gauge.builder("ares.consumer.latency.p99", limit, InFlightLimit::p99)
                .description("99th percentile of how long a piece of work took of late")
                .baseUnit("seconds")
                .tag("consumer", consumer)
                .register(registry);
        return limit;
    }
}
