package dev.ares.settings;

/** Refuses settings that are out of range, in the words in which all of them are refused. */
public final class Ranges {

    private Ranges() {}

    /**
     * {@code NaN} is in no range.
     *
     * @param name as it is written in the configuration
     * @throws IllegalArgumentException naming the setting, what was given and what was expected
     */
    public static <T extends Comparable<T>> void require(String name, T value, T least, T most) {
        if (value.compareTo(least) < 0 || value.compareTo(most) > 0) {
            throw new IllegalArgumentException("%s: %s (expected: %s to %s)".formatted(name, value, least, most));
        }
    }
}
