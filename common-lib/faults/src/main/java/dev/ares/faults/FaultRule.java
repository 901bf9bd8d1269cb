package dev.ares.faults;

import java.time.Duration;
import java.time.Instant;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * A fault that happens to some of the calls of a hop until it ends.
 *
 * @param id unique among the rules of a service: 1 to 40 of {@code a-z 0-9 -}
 * @param hop where
 * @param target only calls of this target, by its whole name or by the part after the last {@code . / #}; null for all
 * @param kind what happens
 * @param delay how much later with {@code DELAY}, how long the caller hears nothing with {@code DROP}, how long it is held
 *     at most with {@code REORDER}; up to a minute (default 500 ms)
 * @param percent share of the calls, above 0 up to 100 (default 100)
 * @param hits how often it happens at most, in each process; 0 for no limit (default 0)
 * @param seed of the dice that pick the calls; null for one of its own
 * @param until when it ends by itself
 */
public record FaultRule(
        String id,
        Hop hop,
        @Nullable String target,
        FaultKind kind,
        @DefaultValue("500ms") Duration delay,
        @DefaultValue("100") double percent,
        @DefaultValue("0") long hits,
        @Nullable Long seed,
        Instant until) {

    private static final Set<Hop> MAY_CRASH = Set.of(Hop.OUTBOX, Hop.PROVIDER, Hop.COMMIT);
    private static final Duration LONGEST = Duration.ofMinutes(1);

    public FaultRule {
        require(id != null && id.matches("[a-z0-9-]{1,40}"), "id", id, "1 to 40 of a-z, 0-9 and -");
        require(hop != null, "hop", hop, "grpc, feign, outbox, consumer, provider or commit");
        require(kind != null, "kind", kind, "delay, error, drop, duplicate, reorder, crash-before or crash-after");
        require(!kind.isCrash() || MAY_CRASH.contains(hop), "hop", hop, "outbox, provider or commit for a crash");
        require(
                kind.isCrash() || kind == FaultKind.DELAY || hop != Hop.COMMIT,
                "kind",
                kind,
                "delay, crash-before or crash-after for a commit");
        require(target == null || !target.isBlank(), "target", target, "a name, or none");
        require(!delay.isNegative() && delay.compareTo(LONGEST) <= 0, "delay", delay, "0 to 60 s");
        require(percent > 0 && percent <= 100, "percent", percent, "above 0, up to 100");
        require(hits >= 0, "hits", hits, "0 for no limit, or more");
        require(until != null, "until", until, "when the fault ends, such as 2026-11-21T10:00:00Z");
    }

    /** Whether the rule speaks of a call that goes by these names. */
    boolean matches(Hop asked, String... names) {
        if (asked != hop) {
            return false;
        }
        if (target == null) {
            return true;
        }
        for (String name : names) {
            if (name.equals(target) || lastPart(name).equals(target)) {
                return true;
            }
        }
        return false;
    }

    private static String lastPart(String name) {
        int parameters = name.indexOf('(');
        String plain = parameters < 0 ? name : name.substring(0, parameters);
        int cut = Math.max(plain.lastIndexOf('.'), Math.max(plain.lastIndexOf('/'), plain.lastIndexOf('#')));
        return plain.substring(cut + 1);
    }

    private static void require(boolean holds, String field, @Nullable Object value, String expected) {
        if (!holds) {
            throw new IllegalArgumentException("%s: %s (expected: %s)".formatted(field, value, expected));
        }
    }
}
