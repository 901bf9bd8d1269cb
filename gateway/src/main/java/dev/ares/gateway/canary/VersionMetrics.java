package dev.ares.gateway.canary;

import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.MultiGauge.Row;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import org.jspecify.annotations.Nullable;

/**
 * {@code ares.gateway.versions} by service, version and outcome: requests = answered + waited + failed. A version's
 * series go an hour after its last request, and there are never more than a hundred versions, whatever the registry says.
 */
final class VersionMetrics {

    private static final int MOST = 100;
    private static final Duration KEPT = Duration.ofHours(1);

    private final MeterRegistry registry;
    private final MultiGauge stopped;
    private final Cache<Version, Map<Outcome, Timer>> versions;

    VersionMetrics(MeterRegistry registry) {
        this.registry = registry;
        this.stopped = MultiGauge.builder("ares.gateway.canary.stopped")
                .description("1 for a version that was found to be worse than the others")
                .register(registry);
        this.versions = Caffeine.newBuilder()
                .maximumSize(MOST)
                .expireAfterAccess(KEPT)
                .<Version, Map<Outcome, Timer>>evictionListener((version, timers, cause) -> remove(version))
                .build();
    }

    void count(String service, String version, long nanos, Outcome outcome) {
        Map<Outcome, Timer> timers = versions.get(new Version(service, version), this::timers);
        Objects.requireNonNull(timers.get(outcome)).record(nanos, TimeUnit.NANOSECONDS);
    }

    void show(Map<String, Canaries.Running> services) {
        List<Row<?>> rows = services.entrySet().stream()
                .flatMap(service -> service.getValue().trials().stream()
                        .<Row<?>>map(trial -> Row.of(
                                Tags.of("service", service.getKey(), "version", trial.version()),
                                trial,
                                each -> each.isStopped() ? 1 : 0)))
                .toList();
        stopped.register(rows, true);
    }

    private Map<Outcome, Timer> timers(Version version) {
        Map<Outcome, Timer> timers = new EnumMap<>(Outcome.class);
        for (Outcome outcome : Outcome.values()) {
            timers.put(outcome, timer(version, outcome));
        }
        return timers;
    }

    private Timer timer(Version version, Outcome outcome) {
        return registry.timer(
                "ares.gateway.versions",
                "service",
                version.service(),
                "version",
                version.name(),
                "outcome",
                outcome.label());
    }

    private void remove(@Nullable Version version) {
        if (version != null) {
            for (Outcome outcome : Outcome.values()) {
                registry.remove(timer(version, outcome));
            }
        }
    }

    private record Version(String service, String name) {}
}
