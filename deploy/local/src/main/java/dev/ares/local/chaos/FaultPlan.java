package dev.ares.local.chaos;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.Predicate;

import dev.ares.local.chaos.Fault.Kind;

/**
 * Which fault comes next. Decks with each kind for each part are shuffled and dealt one after the other: so every kind comes
 * to every part about as often. Switches are flipped five times of each kind, on hops that are drawn. A service with replicas is one
 * part here, and one of its processes is drawn.
 *
 * <p>A card that cannot be played yet, because its part has not recovered, stays where it is, and cards behind it come first:
 * but none of the same part, and no switch before another one of the same service. So a seed repeats what happens to each part,
 * in which order and for how long, and what is switched in each, in which order and with which dice, however fast the machine
 * is. How these meet, and how many of them fit into a run, is the machine's.
 */
final class FaultPlan {

    private static final Set<Kind> OF_PROCESSES = EnumSet.of(Kind.KILL, Kind.FREEZE, Kind.RESTART);
    private static final Set<Kind> OF_SWITCHES =
            EnumSet.of(Kind.DELAY, Kind.ERROR, Kind.DROP, Kind.DUPLICATE, Kind.REORDER);
    /** All that it deals. */
    static final Set<Kind> KINDS = EnumSet.complementOf(EnumSet.of(Kind.COLLAPSE));

    private static final int FLIPS_OF_EACH_KIND = 5;
    private static final int SHORTEST_MILLIS = 500;
    private static final int LONGEST_KILL_MILLIS = 2_000;
    private static final int LONGEST_FREEZE_MILLIS = 5_000;
    /** Longer than the time limits of the databases (5 s idle, 15 s in all), so that frozen transactions are cut off. */
    private static final int LONG_FREEZE_MILLIS = 16_000;

    private static final int LONGEST_LONG_FREEZE_MILLIS = 20_000;
    private static final int SHORTEST_FLIP_MILLIS = 3_000;
    private static final int LONGEST_FLIP_MILLIS = 8_000;
    private static final int LONGEST_REST_MILLIS = 20_000;
    private static final int ONE_IN_SO_MANY_IS_LONG = 5;

    private final Random random;
    private final List<List<String>> parts;
    private final List<String> hops;
    private final List<Fault> deck = new ArrayList<>();

    /**
     * @param parts names of processes; those of one service differ in a number at the end
     * @param hops what can be switched
     */
    FaultPlan(long seed, List<String> parts, List<String> hops) {
        this.random = new Random(seed);
        this.parts = byService(parts);
        this.hops = List.copyOf(hops);
    }

    /** The first fault of the deck that may happen now and is the next of its {@link Fault#lane}; empty when there is none. */
    Optional<Fault> next(Predicate<Fault> possible) {
        // Near its end a deck would hold little else than cards that have to wait.
        if (deck.size() <= parts.size()) {
            deck.addAll(shuffled());
        }
        var lanes = new HashSet<String>();
        Optional<Fault> dealt = deck.stream()
                .filter(fault -> lanes.add(fault.lane()))
                .filter(possible)
                .findFirst();
        dealt.ifPresent(deck::remove);
        return dealt;
    }

    /** For a fault that could not happen when it was dealt: it is the next one of its lane again. */
    void again(Fault fault) {
        deck.add(0, fault);
    }

    private List<Fault> shuffled() {
        var cards = new ArrayList<Fault>();
        for (Kind kind : OF_PROCESSES) {
            parts.forEach(processes -> cards.add(new Fault(kind, oneOf(processes), hold(kind), rest(), 0)));
        }
        if (!hops.isEmpty()) {
            for (Kind kind : OF_SWITCHES) {
                for (int flip = 0; flip < FLIPS_OF_EACH_KIND; flip++) {
                    cards.add(new Fault(kind, oneOf(hops), hold(kind), Duration.ZERO, random.nextLong()));
                }
            }
        }
        Collections.shuffle(cards, random);
        return cards;
    }

    private Duration hold(Kind kind) {
        return switch (kind) {
            case KILL -> between(SHORTEST_MILLIS, LONGEST_KILL_MILLIS);
            case FREEZE ->
                random.nextInt(ONE_IN_SO_MANY_IS_LONG) == 0
                        ? between(LONG_FREEZE_MILLIS, LONGEST_LONG_FREEZE_MILLIS)
                        : between(SHORTEST_MILLIS, LONGEST_FREEZE_MILLIS);
            case RESTART, COLLAPSE -> Duration.ZERO;
            case DELAY, ERROR, DROP, DUPLICATE, REORDER -> between(SHORTEST_FLIP_MILLIS, LONGEST_FLIP_MILLIS);
        };
    }

    /** Some come while their part still catches up, some when it has; without any a part might hardly ever be there. */
    private Duration rest() {
        return between(0, LONGEST_REST_MILLIS);
    }

    private String oneOf(List<String> names) {
        return names.get(random.nextInt(names.size()));
    }

    private Duration between(int least, int most) {
        return Duration.ofMillis(least + random.nextInt(most - least));
    }

    private static List<List<String>> byService(List<String> processes) {
        Map<String, List<String>> services = new LinkedHashMap<>();
        for (String process : processes) {
            services.computeIfAbsent(Fault.service(process), first -> new ArrayList<>())
                    .add(process);
        }
        return List.copyOf(services.values());
    }
}
