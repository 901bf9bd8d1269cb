package dev.ares.local.command;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import org.HdrHistogram.Histogram;

import dev.ares.local.load.Interval;
import dev.ares.local.load.LoadResult;

/** What the user reads of a load run. */
final class LoadReport {

    private static final int PRINT_EVERY_TICKS = 5;
    private static final double[] PERCENTILES = {50, 90, 99, 99.9, 100};

    private final String plan;
    private final PrintWriter out;
    private int ticks;

    LoadReport(String plan, PrintWriter out) {
        this.plan = plan;
        this.out = out;
        out.println(plan);
        out.println("    time   sent/s answered/s     median        99%   under way   failed");
        out.flush();
    }

    void progress(Interval last, long underWay, long failed) {
        if (ticks++ % PRINT_EVERY_TICKS == 0) {
            out.println(format(
                    "%6.0f s %8d %10d %7.0f ms %7.0f ms %11d %8d",
                    last.end(), last.sent(), last.answered(), last.median(), last.p99(), underWay, failed));
            out.flush();
        }
    }

    /** Prints it; returns it for the picture. */
    List<String> result(LoadResult result, Map<String, Long> outcomes) {
        var lines = new ArrayList<String>();
        lines.add(plan);
        lines.add(format(
                "%d orders sent, %d accepted (%.1f/s over %.1f s), %d without an answer; answers by status: %s",
                result.sent(),
                result.accepted(),
                result.throughput(),
                result.seconds(),
                result.unanswered(),
                result.statuses()));
        lines.add("Milliseconds     50%      90%      99%    99.9%      max");
        lines.add("since due  " + percentiles(result.sinceDue()) + "  (no answer: the time-out)");
        lines.add("  accepted " + percentiles(result.sinceDueAccepted()));
        lines.add("since sent " + percentiles(result.sinceSent()));
        lines.add("Orders by outcome: " + outcomes);
        out.println();
        lines.forEach(out::println);
        out.flush();
        return lines;
    }

    private static String percentiles(Histogram micros) {
        var row = new StringBuilder();
        for (double percentile : PERCENTILES) {
            row.append(format("%9.1f", micros.getValueAtPercentile(percentile) / 1e3));
        }
        return row.toString();
    }

    private static String format(String pattern, Object... values) {
        return String.format(Locale.ROOT, pattern, values);
    }
}
