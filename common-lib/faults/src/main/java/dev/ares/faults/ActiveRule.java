package dev.ares.faults;

import java.util.Random;

import org.jspecify.annotations.Nullable;

/** A rule at work: its dice, and how often it struck. */
final class ActiveRule {

    private final FaultRule rule;
    private final Random dice;
    private final boolean spent;
    private long hits;

    /** @param spent whether it strikes no more */
    ActiveRule(FaultRule rule, boolean spent) {
        this.rule = rule;
        this.spent = spent;
        Long seed = rule.seed();
        this.dice = seed == null ? new Random() : new Random(seed);
    }

    FaultRule rule() {
        return rule;
    }

    /** The fault of the next call; null where the rule does not pick it, or has struck often enough. */
    synchronized @Nullable InjectedFault draw() {
        if (spent || (rule.hits() > 0 && hits == rule.hits())) {
            return null;
        }
        boolean picked = dice.nextDouble() * 100 < rule.percent();
        boolean arrives = dice.nextBoolean();
        if (!picked) {
            return null;
        }
        hits++;
        return new InjectedFault(rule.kind(), rule.delay(), arrives);
    }
}
