package dev.ares.order.config;

import java.time.Duration;
import java.util.function.LongSupplier;

import org.jspecify.annotations.Nullable;
import org.springframework.cloud.client.discovery.DiscoveryClient;

/**
 * Whether a service is there, as the registry tells it. It has left when the registry has known no instance for a while,
 * after it knew one. A registry that has just started knows nobody for some seconds; one that cannot be asked says nothing,
 * and none that was ever known does not either: we may run without a registry.
 */
final class Attendance {

    private final DiscoveryClient registry;
    private final String service;
    private final Duration patience;
    private final LongSupplier nanoTime;
    private boolean seen;
    private @Nullable Long missedSince;

    /** @param patience how long the registry may know no instance before that counts */
    Attendance(DiscoveryClient registry, String service, Duration patience, LongSupplier nanoTime) {
        this.registry = registry;
        this.service = service;
        this.patience = patience;
        this.nanoTime = nanoTime;
    }

    /** Asks the registry, which may block. */
    synchronized boolean hasLeft() {
        if (!isMissed()) {
            missedSince = null;
            return false;
        }
        long now = nanoTime.getAsLong();
        if (missedSince == null) {
            missedSince = now;
        }
        return now - missedSince >= patience.toNanos();
    }

    private boolean isMissed() {
        try {
            boolean isThere = !registry.getInstances(service).isEmpty();
            seen = seen || isThere;
            return seen && !isThere;
        } catch (RuntimeException noAnswer) {
            return false;
        }
    }
}
