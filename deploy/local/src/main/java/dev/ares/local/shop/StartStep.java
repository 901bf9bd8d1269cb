package dev.ares.local.shop;

import java.util.Set;

import dev.ares.local.process.Part;

/**
 * A part and its place in the order of start.
 *
 * @param after names of the parts that must be ready first
 * @param address for the user, such as {@code http://127.0.0.1:8080}
 * @param once done when the part is ready, before those that wait for it
 */
public record StartStep(Part part, Set<String> after, String address, FollowUp once) {

    /** What makes a ready part usable; says what it did, for the user, or nothing. */
    @FunctionalInterface
    public interface FollowUp {
        String run() throws Exception;
    }

    public StartStep {
        after = Set.copyOf(after);
    }

    static StartStep of(Part part, String address, String... after) {
        return new StartStep(part, Set.of(after), address, () -> "");
    }

    /** The same, waiting for nobody. */
    public StartStep alone() {
        return new StartStep(part, Set.of(), address, once);
    }

    public String name() {
        return part.name();
    }
}
