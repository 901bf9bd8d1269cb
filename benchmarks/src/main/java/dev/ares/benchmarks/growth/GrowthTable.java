package dev.ares.benchmarks.growth;

import java.util.List;
import java.util.Locale;

import dev.ares.benchmarks.machine.Counted;
import dev.ares.benchmarks.shop.Run;

/** The findings in Markdown, each to the first, and whether the target is met. */
record GrowthTable(List<Grown> all) {

    /** An order may take a tenth longer, and cost a tenth more, where there were a thousand times as many before. */
    private static final double TARGET = 1.1;

    String table() {
        var table = new StringBuilder("""
                | past orders | databases | orders a second (least to most) | slower than the first | processor an order | to the first | transactions an order | WAL syncs an order | p50 | p99 | answers other than confirmed | violations |
                |---|---|---|---|---|---|---|---|---|---|---|---|
                """);
        Grown first = all.get(0);
        for (Grown grown : all) {
            Run run = grown.median();
            table.append(format(
                    "| %,d | %.2f GiB | %,.0f (%,.0f to %,.0f) | x%.2f | %.2f ms | x%.2f | %.2f | %.2f | %,.0f ms | %,.0f ms | %s | %d |%n",
                    grown.orders(),
                    grown.gib(),
                    run.perSecond(),
                    grown.runs().stream().mapToDouble(Run::perSecond).min().orElse(0),
                    grown.runs().stream().mapToDouble(Run::perSecond).max().orElse(0),
                    grown.slowerThan(first),
                    run.shopProcessor(),
                    grown.costTo(first),
                    run.commits(),
                    run.walSyncs(),
                    run.p50(),
                    run.p99(),
                    Counted.listed(run.others()),
                    run.violations()));
        }
        return table.toString();
    }

    /** A line each; only what was measured is told. */
    String targets() {
        Grown first = all.get(0);
        var lines = new StringBuilder();
        all.stream().skip(1).filter(grown -> grown.orders() > first.orders()).forEach(grown -> {
            lines.append(line(grown, first, "time an order", grown.slowerThan(first)));
            lines.append(line(grown, first, "processor an order", grown.costTo(first)));
        });
        return lines.toString();
    }

    private static String line(Grown grown, Grown first, String what, double is) {
        return format(
                "- %s, %,d past orders to %,d: %.2f (target: at most %.2f): %s%n",
                what, grown.orders(), first.orders(), is, TARGET, is <= TARGET ? "met" : "MISSED");
    }

    private static String format(String pattern, Object... values) {
        return String.format(Locale.ROOT, pattern, values);
    }
}
