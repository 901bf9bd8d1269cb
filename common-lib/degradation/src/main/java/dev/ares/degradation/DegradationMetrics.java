package dev.ares.degradation;

import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;

/**
 * {@code ares.degradation.level}, 0 to 3, and {@code ares.degradation.changes} by the level that it changed to, there from
 * the start, at 0. Another reason at the same level is no change.
 */
public final class DegradationMetrics {

    private DegradationMetrics() {}

    public static void show(Degradation degradation, MeterRegistry registry) {
        Gauge.builder("ares.degradation.level", degradation, each -> each.level()
                        .number())
                .register(registry);
        Map<Level, Counter> changes = new EnumMap<>(Level.class);
        for (Level level : Level.values()) {
            changes.put(level, registry.counter("ares.degradation.changes", "to", Integer.toString(level.number())));
        }
        AtomicReference<Level> last = new AtomicReference<>(degradation.level());
        degradation.onChange(changed -> {
            if (last.getAndSet(changed.level()) != changed.level()) {
                Objects.requireNonNull(changes.get(changed.level())).increment();
            }
        });
    }

    /** {@code ares.degradation.unwell}, 1 while it is. */
    public static void show(VitalSign sign, MeterRegistry registry) {
        Gauge.builder("ares.degradation.unwell", sign, each -> each.isUnwell() ? 1 : 0)
                .tag("sign", sign.name())
                .register(registry);
    }
}
