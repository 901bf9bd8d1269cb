package dev.ares.benchmarks.soak;

import java.util.List;
import java.util.Locale;

import dev.ares.benchmarks.machine.Target;

/** The findings in Markdown, and what they are to reach. */
record SoakTable(Samples samples) {

    private static final double MOST_PERCENT_AN_HOUR = 5;

    /** By process, most first, then the shop. */
    String memory() {
        var table = new StringBuilder("""
                | MiB | before the first order | settled, after a third | at the end | an hour |
                |---|---|---|---|---|
                """);
        for (String process : processes()) {
            table.append(line(process, samples.first(process), samples.slope(process), samples.last(process)));
        }
        table.append(line(
                "the shop, without " + Samples.OUTSIDE,
                samples.firstOfShop(),
                samples.slopeOfShop(),
                samples.lastOfShop()));
        return table.toString();
    }

    /** A line for the shop, and one that names the processes which alone are beyond its target. */
    String targets() {
        String shop = Target.atMost(
                "memory of the shop, an hour", samples.slopeOfShop().percentAnHour(), MOST_PERCENT_AN_HOUR, "%");
        List<String> beyond = processes().stream()
                .filter(process -> !process.equals(Samples.OUTSIDE))
                .filter(process -> samples.slope(process).percentAnHour() > MOST_PERCENT_AN_HOUR)
                .toList();
        return beyond.isEmpty() ? shop : shop + "\n- by itself above that: " + String.join(", ", beyond);
    }

    private List<String> processes() {
        return samples.processes().stream()
                .sorted((one, other) -> Double.compare(samples.last(other), samples.last(one)))
                .toList();
    }

    private static String line(String what, double first, Slope slope, double last) {
        return String.format(
                Locale.ROOT,
                "| %s | %,.1f | %,.1f | %,.1f | %+.1f %% |%n",
                what,
                first,
                slope.begin(),
                last,
                slope.percentAnHour());
    }
}
