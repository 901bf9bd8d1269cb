package dev.ares.gateway.canary;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.cloud.client.ServiceInstance;

import dev.ares.settings.LiveSettings;

/**
 * The rules in force and what was found under them. Each gateway finds it by itself. A version that was stopped stays so
 * until the rule of its service changes.
 */
public final class Canaries {

    private static final Logger log = LoggerFactory.getLogger(Canaries.class);

    private final VersionMetrics metrics;
    private final LongSupplier nanoTime;
    private volatile Map<String, Running> services = Map.of();

    Canaries(LiveSettings<CanarySettings> settings, VersionMetrics metrics, LongSupplier nanoTime) {
        this.metrics = metrics;
        this.nanoTime = nanoTime;
        settings.nowAndOnChange(this::apply);
    }

    private synchronized void apply(CanarySettings settings) {
        Map<String, Running> next = new HashMap<>();
        settings.services().forEach((service, rule) -> {
            Running before = services.get(service);
            next.put(service, before != null && before.rule().equals(rule) ? before : running(rule));
        });
        services = Map.copyOf(next);
        metrics.show(services);
    }

    /** Those that may answer; all where the service has no rule. */
    List<ServiceInstance> among(String service, List<ServiceInstance> instances, Visitor visitor) {
        Running running = services.get(service);
        if (running == null) {
            return instances;
        }
        warnOfMissing(service, running, instances);
        return running.rule().among(instances, Canaries::version, visitor, running::isStopped);
    }

    private void warnOfMissing(String service, Running running, List<ServiceInstance> instances) {
        for (Sighting each : running.sightings()) {
            if (each.isMissed(instances, nanoTime.getAsLong())) {
                log.warn(
                        "{} {} is listed in ares.gateway.canary, but for a minute no instance has said that it is this version",
                        service,
                        each.version());
            }
        }
    }

    /** Counts an answer, or that none came. */
    void answered(ServiceInstance instance, long nanos, Outcome outcome) {
        String service = instance.getServiceId();
        String version = version(instance);
        metrics.count(service, version, nanos, outcome);
        Running running = services.get(service);
        if (running != null) {
            long now = nanoTime.getAsLong();
            for (Trial trial : running.trials()) {
                trial.record(version, now, nanos, outcome)
                        .ifPresent(reason -> log.warn(
                                "{} {} is stopped until the rule of its service changes: {}",
                                service,
                                trial.version(),
                                reason));
            }
        }
    }

    /** What the instance says; those that say nothing are one version. */
    static String version(ServiceInstance instance) {
        Map<String, String> metadata = instance.getMetadata();
        return metadata == null ? "stable" : metadata.getOrDefault("version", "stable");
    }

    private Running running(CanaryRule rule) {
        long now = nanoTime.getAsLong();
        return new Running(
                rule,
                rule.versions().stream()
                        .map(each -> new Trial(each.version(), rule.stop()))
                        .toList(),
                rule.versions().stream()
                        .map(each -> new Sighting(each.version(), now))
                        .toList());
    }

    /** A service's rule, its versions on trial, and whether they were seen. */
    record Running(CanaryRule rule, List<Trial> trials, List<Sighting> sightings) {

        boolean isStopped(String version) {
            return trials.stream()
                    .anyMatch(trial -> trial.isStopped() && trial.version().equals(version));
        }
    }
}
