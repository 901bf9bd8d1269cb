package dev.ares.degradation;

import java.time.Duration;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.DefaultValue;

import static dev.ares.settings.Ranges.require;

/**
 * Settings {@code ares.degradation}, from the environment and live from Nacos.
 *
 * @param force a level to be in whatever the probes say: 1 to 3 for drills; 0: nothing is degraded whatever happens, and
 *     failures are failures; null: the probes decide (default null)
 * @param probe how often each thing that is needed is looked at, 10 ms to 1 min (default 1 s)
 * @param slow how long it may take to answer and still be well, 1 ms to 1 min (default 2 s): in a burst the look waits for
 *     a connection of the pool, too
 * @param failures in a row after which it is unwell, 1 to 100 (default 3)
 * @param successes of probes in a row after which it is well again, 1 to 100 (default 3)
 * @param dwell how long it stays unwell at least, 0 to 10 min (default 5 s): with it a level cannot come and go faster
 */
public record DegradationSettings(
        @Nullable Integer force,
        @DefaultValue("1s") Duration probe,
        @DefaultValue("2s") Duration slow,
        @DefaultValue("3") int failures,
        @DefaultValue("3") int successes,
        @DefaultValue("5s") Duration dwell) {

    public static final String PREFIX = "ares.degradation";

    public DegradationSettings {
        require("force", force == null ? 0 : force, 0, Level.values().length - 1);
        require("probe", probe, Duration.ofMillis(10), Duration.ofMinutes(1));
        require("slow", slow, Duration.ofMillis(1), Duration.ofMinutes(1));
        require("failures", failures, 1, 100);
        require("successes", successes, 1, 100);
        require("dwell", dwell, Duration.ZERO, Duration.ofMinutes(10));
    }

    /** The level that is dictated; null when the probes decide. */
    @Nullable
    Level dictated() {
        return force == null ? null : Level.values()[force];
    }
}
