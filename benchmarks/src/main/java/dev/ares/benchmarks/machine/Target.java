package dev.ares.benchmarks.machine;

import java.util.Locale;

/** What a figure is to reach, and whether it did. */
public final class Target {

    private Target() {}

    /**
     * A line without its end: {@code - WHAT: 41.20 s (target: at most 45.00 s): met}.
     *
     * @param unit of both figures
     */
    public static String atMost(String what, double is, double most, String unit) {
        return String.format(
                Locale.ROOT,
                "- %s: %.2f %s (target: at most %.2f %s): %s",
                what,
                is,
                unit,
                most,
                unit,
                is <= most ? "met" : "MISSED");
    }
}
