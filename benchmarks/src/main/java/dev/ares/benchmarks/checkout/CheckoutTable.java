package dev.ares.benchmarks.checkout;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;

import dev.ares.benchmarks.machine.Counted;
import dev.ares.benchmarks.shop.Run;
import dev.ares.benchmarks.shop.Scenario;
import dev.ares.benchmarks.shop.Way;

/** The findings in Markdown; ratios are of the first way to each. */
record CheckoutTable(List<Way> ways, Findings findings) {

    String speeds(Scenario scenario) {
        double first = findings.median(ways.get(0), scenario).perSecond();
        var table = new StringBuilder("""
                | way | in flight | orders a second (least to most) | the first to it | p50 | p99 | transactions an order | WAL syncs an order | answers other than confirmed | violations |
                |---|---|---|---|---|---|---|---|---|---|
                """);
        for (Way way : ways) {
            List<Run> runs = findings.runs(way, scenario);
            Run run = Run.median(runs);
            table.append(format(
                    "| %s | %d | %,.0f (%,.0f to %,.0f) | x%.2f | %,.0f ms | %,.0f ms | %.2f | %.2f | %s | %d |%n",
                    way,
                    findings.best(way, scenario),
                    run.perSecond(),
                    runs.stream().mapToDouble(Run::perSecond).min().orElse(0),
                    runs.stream().mapToDouble(Run::perSecond).max().orElse(0),
                    first / run.perSecond(),
                    run.p50(),
                    run.p99(),
                    run.commits(),
                    run.walSyncs(),
                    Counted.listed(run.others()),
                    run.violations()));
        }
        return table.toString();
    }

    /** Milliseconds of processor for each confirmed order, by part. */
    String processor(Scenario scenario) {
        var parts = new TreeSet<String>();
        ways.forEach(
                way -> parts.addAll(findings.median(way, scenario).processor().keySet()));
        List<String> shop =
                parts.stream().filter(part -> !Run.OUTSIDE.contains(part)).toList();
        var table = new StringBuilder("| way | shop | " + String.join(" | ", shop) + " | load | provider |\n");
        table.append("|---".repeat(shop.size() + 4)).append("|\n");
        for (Way way : ways) {
            Run run = findings.median(way, scenario);
            table.append(format("| %s | %.2f", way, run.shopProcessor()));
            shop.forEach(part -> table.append(part(run, part)));
            Run.OUTSIDE.forEach(part -> table.append(part(run, part)));
            table.append(" |\n");
        }
        return table.toString();
    }

    /** Orders a second with each number in flight, of one short run each. */
    String search(Scenario scenario) {
        List<Integer> numbers =
                List.copyOf(findings.searched(ways.get(0), scenario).keySet());
        var table = new StringBuilder(
                "| in flight | " + numbers.stream().map(String::valueOf).collect(Collectors.joining(" | ")) + " |\n");
        table.append("|---".repeat(numbers.size() + 1)).append("|\n");
        for (Way way : ways) {
            Map<Integer, Double> found = findings.searched(way, scenario);
            table.append("| ").append(way);
            numbers.forEach(number -> table.append(format(" | %,.0f", found.getOrDefault(number, 0.0))));
            table.append(" |\n");
        }
        return table.toString();
    }

    private static String part(Run run, String part) {
        Double used = run.processor().get(part);
        return used == null ? " | -" : format(" | %.2f", used);
    }

    private static String format(String pattern, Object... values) {
        return String.format(Locale.ROOT, pattern, values);
    }
}
