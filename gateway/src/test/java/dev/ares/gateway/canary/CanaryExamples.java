package dev.ares.gateway.canary;

import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;

/** Rules and figures that tests begin with. */
final class CanaryExamples {

    static final StopRule STOP = new StopRule(true, Duration.ofMinutes(1), 100, 0.05, 2, Duration.ofMillis(50));
    static final Predicate<String> NEVER = version -> false;

    private CanaryExamples() {}

    static CanaryRule rule(VersionRule... versions) {
        return new CanaryRule(List.of(versions), CanaryRule.StickyBy.USER, "", false, STOP);
    }

    static VersionRule share(String version, double percent) {
        return new VersionRule(version, percent, List.of(), List.of());
    }
}
