package dev.ares.gateway.overload;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;

import dev.ares.traffic.limit.AdaptiveLimiter;
import dev.ares.traffic.limit.Priority;

/** {@code ares.gateway.admissions} by priority and outcome: requests = admitted + shed; and the limiter's gauges. */
final class ShedMetrics {

    private final MeterRegistry registry;

    ShedMetrics(MeterRegistry registry) {
        this.registry = registry;
    }

    void count(Priority priority, boolean admitted) {
        registry.counter(
                        "ares.gateway.admissions",
                        "priority",
                        priority.label(),
                        "outcome",
                        admitted ? "admitted" : "shed")
                .increment();
    }

    void show(AdaptiveLimiter limiter) {
        Gauge.builder("ares.gateway.in.flight", limiter, one -> one.snapshot().inFlight())
                .description("Requests that were admitted and not answered, waiting ones apart")
                .register(registry);
        Gauge.builder("ares.gateway.in.flight.limit", limiter, one -> one.snapshot()
                        .limit())
                .description("How many may be")
                .register(registry);
        Gauge.builder("ares.gateway.latency.p99", limiter, one -> one.snapshot().p99Seconds())
                .description("99th percentile of the last two seconds; 0: nothing was answered")
                .baseUnit("seconds")
                .register(registry);
        Gauge.builder("ares.gateway.shedding", limiter, one -> one.snapshot().shedding() ? 1 : 0)
                .description("1 while load is shed")
                .register(registry);
    }
}
