package dev.ares.gateway.overload;

import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;

import dev.ares.traffic.limit.AdaptiveLimiter;
import dev.ares.traffic.limit.Priority;

/** {@code ares.gateway.admissions} by priority and outcome: requests = admitted + shed; and the limiter's gauges. */
final class ShedMetrics {

    private final MeterRegistry registry;
    private final Map<Priority, Counter> admitted;
    private final Map<Priority, Counter> shed;

    ShedMetrics(MeterRegistry registry) {
        this.registry = registry;
        this.admitted = byPriority("admitted");
        this.shed = byPriority("shed");
    }

    /** There from the start, at 0: a rate over a series that begins with its first refusal misses that one. */
    private Map<Priority, Counter> byPriority(String outcome) {
        Map<Priority, Counter> counters = new EnumMap<>(Priority.class);
        for (Priority priority : Priority.values()) {
            counters.put(
                    priority,
                    registry.counter("ares.gateway.admissions", "priority", priority.label(), "outcome", outcome));
        }
        return counters;
    }

    void count(Priority priority, boolean isAdmitted) {
        Objects.requireNonNull((isAdmitted ? admitted : shed).get(priority)).increment();
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
