package dev.ares.gateway.canary;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

import org.springframework.cloud.client.ServiceInstance;

/**
 * Whether any instance of a listed version was seen. One that nobody runs is most often a typing mistake, or a number that
 * YAML has shortened; it is not refused, since its instances may come later. Thread-safe.
 */
final class Sighting {

    static final Duration PATIENCE = Duration.ofMinutes(1);

    private final String version;
    private final long since;
    private final AtomicBoolean settled = new AtomicBoolean();

    /** @param since when the version was listed, of {@link System#nanoTime()} */
    Sighting(String version, long since) {
        this.version = version;
        this.since = since;
    }

    String version() {
        return version;
    }

    /** True once at most: when the time is up and the version was never among the instances. */
    boolean isMissed(List<ServiceInstance> instances, long now) {
        if (settled.get()) {
            return false;
        }
        boolean seen = instances.stream()
                .anyMatch(instance -> Canaries.version(instance).equals(version));
        if (!seen && now - since < PATIENCE.toNanos()) {
            return false;
        }
        return settled.compareAndSet(false, true) && !seen;
    }
}
