package dev.ares.gateway.limit;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;

/** {@code ares.gateway.limits} by rule, kind of subject and outcome: requests that asked a bucket = admitted + refused. */
final class LimitMetrics {

    private final MeterRegistry registry;
    private final Counter refusedOfAll;
    private final Counter refusedOfAddress;

    LimitMetrics(MeterRegistry registry) {
        this.registry = registry;
        this.refusedOfAll = registry.counter("ares.gateway.connections.refused", "by", "all");
        this.refusedOfAddress = registry.counter("ares.gateway.connections.refused", "by", "address");
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

    void connectionRefused(boolean ofAll) {
        (ofAll ? refusedOfAll : refusedOfAddress).increment();
    }

    void show(OpenConnections connections) {
        Gauge.builder("ares.gateway.connections", connections, OpenConnections::count)
                .description("Connections of callers that are open")
                .register(registry);
    }

    void show(BucketsInReach buckets) {
        Gauge.builder("ares.gateway.limits.shared", buckets, reach -> reach.areShared() ? 1 : 0)
                .description("1 while Redis counts requests for all gateways, 0 while this one counts alone")
                .register(registry);
    }
}
