package dev.ares.local.faults;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A fault that is on, or is to be.
 *
 * @param id unique within a service; setting another fault of the same id takes its place
 * @param service {@code order-service}
 * @param hop {@code grpc}, {@code feign}, {@code outbox}, {@code consumer}, {@code provider} or {@code commit}
 * @param kind {@code delay}, {@code error}, {@code drop}, {@code duplicate}, {@code reorder}, {@code crash-before} or
 *     {@code crash-after}
 * @param target only this method, topic or message type; null for all
 * @param delay how much later, how long without an answer, or how long held back; up to a minute
 * @param percent share of the calls
 * @param hits how often at most, in each process; 0 for no limit
 * @param seed of the dice; null for any
 * @param until when it ends by itself
 */
public record FaultSwitch(
        String id,
        String service,
        String hop,
        String kind,
        @Nullable String target,
        Duration delay,
        double percent,
        long hits,
        @Nullable Long seed,
        Instant until) {

    /** How long a fault lasts unless somebody says otherwise. */
    public static final Duration LASTING = Duration.ofMinutes(10);

    private static final Duration DELAY = Duration.ofMillis(500);
    private static final Pattern NOT_IN_IDS = Pattern.compile("[^a-z0-9]+");

    /** On every call of the hop, half a second where the kind takes time; its id says what it is. */
    public static FaultSwitch of(String service, String hop, String kind, Instant until) {
        return new FaultSwitch(idOf(hop, kind, null), service, hop, kind, null, DELAY, 100, 0, null, until);
    }

    public FaultSwitch on(@Nullable String onlyTarget) {
        String named = idOf(hop, kind, onlyTarget);
        return new FaultSwitch(named, service, hop, kind, onlyTarget, delay, percent, hits, seed, until);
    }

    public FaultSwitch lasting(Duration delayed) {
        return new FaultSwitch(id, service, hop, kind, target, delayed, percent, hits, seed, until);
    }

    public FaultSwitch percent(double share) {
        return new FaultSwitch(id, service, hop, kind, target, delay, share, hits, seed, until);
    }

    public FaultSwitch hits(long most) {
        return new FaultSwitch(id, service, hop, kind, target, delay, percent, most, seed, until);
    }

    public FaultSwitch seed(@Nullable Long dice) {
        return new FaultSwitch(id, service, hop, kind, target, delay, percent, hits, dice, until);
    }

    /** As the service's document has it. */
    Map<String, Object> rule() {
        Map<String, Object> rule = new LinkedHashMap<>();
        rule.put("id", id);
        rule.put("hop", hop);
        rule.put("kind", kind);
        if (target != null) {
            rule.put("target", target);
        }
        rule.put("delay", delay.toString());
        rule.put("percent", percent);
        rule.put("hits", hits);
        if (seed != null) {
            rule.put("seed", seed);
        }
        rule.put("until", until.toString());
        return rule;
    }

    static FaultSwitch from(String service, JsonNode rule) {
        JsonNode target = rule.path("target");
        JsonNode seed = rule.path("seed");
        return new FaultSwitch(
                rule.path("id").asString(),
                service,
                rule.path("hop").asString().toLowerCase(Locale.ROOT),
                rule.path("kind").asString().toLowerCase(Locale.ROOT).replace('_', '-'),
                target.isString() ? target.asString() : null,
                Duration.parse(rule.path("delay").asString()),
                rule.path("percent").asDouble(),
                rule.path("hits").asLong(),
                seed.isIntegralNumber() ? seed.asLong() : null,
                Instant.parse(rule.path("until").asString()));
    }

    private static String idOf(String hop, String kind, @Nullable String target) {
        String words = Stream.of(hop, kind, target == null ? "" : target)
                .map(word -> NOT_IN_IDS.matcher(word.toLowerCase(Locale.ROOT)).replaceAll("-"))
                .filter(word -> !word.isEmpty())
                .collect(Collectors.joining("-"));
        return words.substring(0, Math.min(words.length(), 40));
    }
}
