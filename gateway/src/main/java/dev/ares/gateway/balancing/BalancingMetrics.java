package dev.ares.gateway.balancing;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;

import dev.ares.gateway.routing.Unanswered;
import dev.ares.traffic.balance.Members;

/** {@code ares.gateway.ejections} by service and reason, and how many of its instances are left alone now. */
final class BalancingMetrics {

    private final MeterRegistry registry;

    BalancingMetrics(MeterRegistry registry) {
        this.registry = registry;
    }

    /** There from the start, at 0. */
    void show(String service, Members members) {
        Gauge.builder("ares.gateway.instances.ejected", members, Members::out)
                .description("Instances that get nothing because they do not answer")
                .tag("service", service)
                .register(registry);
        for (Unanswered reason : Unanswered.values()) {
            registry.counter("ares.gateway.ejections", "service", service, "reason", reason.label());
        }
    }

    void ejected(String service, Unanswered reason) {
        registry.counter("ares.gateway.ejections", "service", service, "reason", reason.label())
                .increment();
    }
}
