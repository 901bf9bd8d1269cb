package dev.ares.benchmarks.replicas;

import java.util.List;
import java.util.Locale;
import java.util.TreeSet;

import dev.ares.benchmarks.machine.Counted;
import dev.ares.benchmarks.machine.Target;
import dev.ares.benchmarks.shop.Run;

/** The findings in Markdown, each to the first, and whether the target is met. */
record ReplicasTable(List<Replicated> all) {

    /** An order may cost a tenth more where three processes of each service share the work of one. */
    private static final double TARGET = 1.1;

    String table() {
        var table = new StringBuilder("""
                | replicas | orders a second (least to most) | processor an order | to the first | of it idle | without it | to the first | transactions an order | WAL syncs an order | p50 | p99 | memory | orders that a replica had done before | answers other than confirmed | violations |
                |---|---|---|---|---|---|---|---|---|---|---|---|---|---|---|
                """);
        Replicated first = all.get(0);
        for (Replicated each : all) {
            Run run = each.median();
            table.append(format(
                    "| %d | %,.0f (%,.0f to %,.0f) | %.2f ms | x%.2f | %.2f ms | %.2f ms | x%.2f | %.2f | %.2f | %,.0f ms | %,.0f ms | %.1f GiB | %,d | %s | %d |%n",
                    each.replicas(),
                    run.perSecond(),
                    each.runs().stream().mapToDouble(Run::perSecond).min().orElse(0),
                    each.runs().stream().mapToDouble(Run::perSecond).max().orElse(0),
                    each.cost(),
                    each.cost() / first.cost(),
                    each.costOfIdling(),
                    each.costOfWork(),
                    each.costOfWork() / first.costOfWork(),
                    run.commits(),
                    run.walSyncs(),
                    run.p50(),
                    run.p99(),
                    each.mebibytes() / 1024,
                    each.before(),
                    Counted.listed(run.others()),
                    run.violations()));
        }
        return table.toString();
    }

    /** By service, all its replicas together, and by server. */
    String processor() {
        var parts = new TreeSet<String>();
        all.forEach(each -> parts.addAll(each.processor().keySet()));
        var table = new StringBuilder("| replicas | " + String.join(" | ", parts) + " |\n");
        table.append("|---".repeat(parts.size() + 1)).append("|\n");
        for (Replicated each : all) {
            table.append("| ").append(each.replicas());
            parts.forEach(
                    part -> table.append(format(" | %.2f", each.processor().getOrDefault(part, 0.0))));
            table.append(" |\n");
        }
        return table.toString();
    }

    /** A line each; only what was measured is told. */
    String targets() {
        Replicated first = all.get(0);
        var lines = new StringBuilder();
        all.stream().filter(each -> each.replicas() > first.replicas()).forEach(each -> {
            String to = format("%d of each to %d", each.replicas(), first.replicas());
            lines.append(Target.atMost("processor an order, " + to, each.cost() / first.cost(), TARGET, "times"))
                    .append('\n');
            lines.append("  without what the idle shop takes: ")
                    .append(format("%.2f times%n", each.costOfWork() / first.costOfWork()));
        });
        return lines.toString();
    }

    private static String format(String pattern, Object... values) {
        return String.format(Locale.ROOT, pattern, values);
    }
}
