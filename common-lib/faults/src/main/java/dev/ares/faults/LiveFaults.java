package dev.ares.faults;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

import io.micrometer.core.instrument.MeterRegistry;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import dev.ares.settings.LiveSettings;

/**
 * Faults by the rules in force. A rule that stays as it is over a push keeps its count of hits.
 *
 * <p>What happened is counted as {@code ares.faults.injected{hop, kind}}.
 */
public final class LiveFaults implements InjectedFaults {

    private static final Logger log = LoggerFactory.getLogger(LiveFaults.class);

    private final Clock clock;
    private final MeterRegistry metrics;
    private volatile List<ActiveRule> active = List.of();
    private boolean started;

    public LiveFaults(LiveSettings<FaultRules> rules, Clock clock, MeterRegistry metrics) {
        this.clock = clock;
        this.metrics = metrics;
        rules.nowAndOnChange(this::apply);
    }

    @Override
    public @Nullable InjectedFault next(Hop hop, String... names) {
        List<ActiveRule> rules = active;
        if (rules.isEmpty()) {
            return null;
        }
        Instant now = clock.instant();
        for (ActiveRule one : rules) {
            if (one.rule().until().isAfter(now) && one.rule().matches(hop, names)) {
                InjectedFault fault = one.draw();
                if (fault != null) {
                    count(hop, fault.kind());
                    if (fault.kind() == FaultKind.CRASH_BEFORE) {
                        Crash.now();
                    }
                    return fault;
                }
            }
        }
        return null;
    }

    /** A process that starts under a crash has had it: it could never be healed else. */
    private synchronized void apply(FaultRules pushed) {
        boolean starting = !started;
        started = true;
        List<ActiveRule> before = active;
        List<ActiveRule> after = new ArrayList<>();
        for (FaultRule rule : pushed.rules()) {
            if (rule.until().isAfter(clock.instant())) {
                after.add(before.stream()
                        .filter(one -> one.rule().equals(rule))
                        .findFirst()
                        .orElseGet(() -> begin(rule, starting && rule.kind().isCrash())));
            }
        }
        before.stream()
                .map(ActiveRule::rule)
                .filter(rule -> !pushed.rules().contains(rule))
                .forEach(rule -> log.warn("Fault {} is taken back", rule.id()));
        active = List.copyOf(after);
    }

    private static ActiveRule begin(FaultRule rule, boolean spent) {
        log.warn(
                "Fault {} until {}: {} of {}% on {} {}",
                rule.id(),
                rule.until(),
                rule.kind(),
                rule.percent(),
                rule.hop(),
                Objects.requireNonNullElse(rule.target(), "(all)"));
        return new ActiveRule(rule, spent);
    }

    private void count(Hop hop, FaultKind kind) {
        metrics.counter("ares.faults.injected", "hop", name(hop), "kind", name(kind))
                .increment();
    }

    private static String name(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
