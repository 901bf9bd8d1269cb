package dev.ares.gateway.balancing;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import dev.ares.traffic.balance.Members;

/** What is known of the instances of each service that was looked up. */
final class Services {

    private final Map<String, Members> services = new ConcurrentHashMap<>();
    private final BalancingMetrics metrics;

    Services(BalancingMetrics metrics) {
        this.metrics = metrics;
    }

    Members of(String service) {
        return services.computeIfAbsent(service, this::first);
    }

    private Members first(String service) {
        Members members = new Members();
        metrics.show(service, members);
        return members;
    }
}
