package dev.ares.local.load;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.HdrHistogram.Histogram;

import dev.ares.local.load.Chart.Line;
import dev.ares.local.load.Chart.Point;

/** A load run as one HTML page that needs nothing else. */
public final class Picture {

    /** How far into the tail: the share of orders that took longer is 1, 0.1, 0.01 ... */
    private static final int STEPS_PER_DECADE = 10;

    private Picture() {}

    /**
     * The page.
     *
     * @param title what was measured
     * @param facts shown above the charts, one a line
     */
    public static String html(String title, List<String> facts, LoadResult result) {
        return page().replace("TITLE", escaped(title))
                .replace("FACTS", facts.stream().map(Picture::escaped).collect(Collectors.joining("\n")))
                .replace("CHARTS", percentiles(result) + latencyOverTime(result) + ordersOverTime(result));
    }

    private static String percentiles(LoadResult result) {
        int decades = (int)
                Math.max(1, Math.floor(Math.log10(Math.max(10, result.sinceDue().getTotalCount()))));
        return new Chart("Milliseconds by percentile", decades, Picture::percentileLabel)
                .svg(List.of(
                        new Line("since it was due", "#c0392b", curve(result.sinceDue(), decades)),
                        new Line("accepted only", "#e67e22", curve(result.sinceDueAccepted(), decades)),
                        new Line("since it was sent", "#2980b9", curve(result.sinceSent(), decades))));
    }

    private static List<Point> curve(Histogram latencies, int decades) {
        return IntStream.rangeClosed(0, decades * STEPS_PER_DECADE)
                .mapToObj(step -> {
                    double nines = (double) step / STEPS_PER_DECADE;
                    return new Point(nines, latencies.getValueAtPercentile(percentile(nines)) / 1e3);
                })
                .toList();
    }

    private static double percentile(double nines) {
        return 100 - 100 * Math.pow(10, -nines);
    }

    private static String percentileLabel(double nines) {
        return String.format(Locale.ROOT, "%." + Math.max(0, (int) nines - 2) + "f%%", percentile(nines));
    }

    private static String latencyOverTime(LoadResult result) {
        return overTime("Milliseconds since due, over the run", result)
                .svg(List.of(
                        new Line("99%", "#c0392b", points(result, Interval::p99)),
                        new Line("median", "#2980b9", points(result, Interval::median))));
    }

    private static String ordersOverTime(LoadResult result) {
        return overTime("Orders in each second", result)
                .svg(List.of(
                        new Line("sent", "#7f8c8d", points(result, each -> (double) each.sent())),
                        new Line("answered", "#27ae60", points(result, each -> (double) each.answered())),
                        new Line("failed", "#c0392b", points(result, each -> (double) each.failed()))));
    }

    private static Chart overTime(String title, LoadResult result) {
        return new Chart(
                title, Math.max(1, result.seconds()), seconds -> String.format(Locale.ROOT, "%.0f s", seconds));
    }

    private static List<Point> points(LoadResult result, ToDoubleFunction<Interval> figure) {
        return result.intervals().stream()
                .map(each -> new Point(each.end(), figure.applyAsDouble(each)))
                .toList();
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;");
    }

    private static String page() {
        try (var in = Picture.class.getResourceAsStream("picture.html")) {
            return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
