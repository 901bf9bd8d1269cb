package dev.ares.gateway.limit;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;

/** {@code ares.gateway.limits} by rule, kind of subject and outcome: requests that asked a bucket = admitted + refused. */
final class LimitMetrics {

    private final MeterRegistry registry;

    LimitMetrics(MeterRegistry registry) {
        this.registry = registry;
    }

    void count(String rule, Subject.Kind kind, boolean admitted) {
        registry.counter(
                        "ares.gateway.limits",
                        "rule",
                        rule,
                        "by",
                        kind.label(),
                        "outcome",
                        admitted ? "admitted" : "refused")
                .increment();
    }

    void show(BucketsInReach buckets) {
        Gauge.builder("ares.gateway.limits.shared", buckets, reach -> reach.areShared() ? 1 : 0)
                .description("1 while Redis counts requests for all gateways, 0 while this one counts alone")
                .register(registry);
    }
}
