package dev.ares.local.chaos;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Predicate;

import dev.ares.local.chaos.Fault.Kind;

/**
 * Which fault comes next. A deck with each kind for each part is shuffled and dealt to its end before the next one: so
 * every kind comes to every part about as often, and a seed deals the same cards in the same order. A card that cannot be
 * played yet, because its part has not recovered, waits on top of the deck.
 */
final class FaultPlan {

    private static final int SHORTEST_MILLIS = 500;
    private static final int LONGEST_KILL_MILLIS = 4_000;
    /** Longer than the time limits of the databases (5 s idle, 15 s in all), so that frozen transactions are cut off. */
    private static final int LONGEST_FREEZE_MILLIS = 20_000;

    private final Random random;
    private final List<String> parts;
    private final List<Fault> deck = new ArrayList<>();

    FaultPlan(long seed, List<String> parts) {
        this.random = new Random(seed);
        this.parts = List.copyOf(parts);
    }

    /** The first fault of the deck that may happen now; empty when none of them may. */
    Optional<Fault> next(Predicate<Fault> possible) {
        if (deck.isEmpty()) {
            shuffle();
        }
        Optional<Fault> dealt = deck.stream().filter(possible).findFirst();
        dealt.ifPresent(deck::remove);
        return dealt;
    }

    private void shuffle() {
        for (Kind kind : Kind.values()) {
            parts.forEach(part -> deck.add(new Fault(kind, part, hold(kind))));
        }
        Collections.shuffle(deck, random);
    }

    private Duration hold(Kind kind) {
        return switch (kind) {
            case KILL -> between(SHORTEST_MILLIS, LONGEST_KILL_MILLIS);
            case FREEZE -> between(SHORTEST_MILLIS, LONGEST_FREEZE_MILLIS);
            case RESTART -> Duration.ZERO;
        };
    }

    private Duration between(int least, int most) {
        return Duration.ofMillis(least + random.nextInt(most - least));
    }
}
