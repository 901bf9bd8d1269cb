package dev.ares.check;

/**
 * Something that must not be.
 *
 * @param invariant which one is broken
 * @param subject what it is about, with its id: {@code order 0193...}, {@code sku ares-mug}
 * @param found what was found, and what was expected instead
 */
public record Violation(Rule invariant, String subject, String found) {

    @Override
    public String toString() {
        return invariant.number() + " " + subject + ": " + found;
    }
}
