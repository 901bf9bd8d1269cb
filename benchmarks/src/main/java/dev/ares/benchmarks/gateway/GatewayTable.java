package dev.ares.benchmarks.gateway;

import java.util.Locale;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import dev.ares.benchmarks.machine.Counted;

/** The figures in Markdown; ratios are to the plain Spring Cloud Gateway, where that was measured. */
final class GatewayTable {

    private GatewayTable() {}

    /** @param perSecond the fixed rate */
    static String of(Map<Line.Name, Figures> figures, int inFlight, int perSecond) {
        Double plain = plain(figures);
        var table = new StringBuilder(format(
                "| gateway | does | processor a request | to plain | and Redis | requests a second | p50, p99 with %d in flight | p50, p99 at %,d a second | other answers |%n",
                inFlight, perSecond));
        table.append("|---".repeat(9)).append("|\n");
        figures.forEach((line, run) -> table.append(format(
                "| %s | %s | %.0f µs | %s | %.0f µs | %,.0f | %s | %s | %s |%n",
                line.gateway(),
                line.does(),
                run.processor(),
                plain == null ? "-" : format("x%.2f", run.processor() / plain),
                run.redis(),
                run.perSecond(),
                latency(run.busy()),
                latency(run.calm()),
                Counted.listed(run.others()))));
        return table.toString();
    }

    /** Microseconds a request of the plain Spring Cloud Gateway; null where it was not measured. */
    static @Nullable Double plain(Map<Line.Name, Figures> figures) {
        return figures.entrySet().stream()
                .filter(each -> each.getKey().gateway().equals(Spring.NAME)
                        && each.getKey().does().equals(Spring.PLAIN))
                .map(each -> each.getValue().processor())
                .findFirst()
                .orElse(null);
    }

    private static String latency(Figures.Latency latency) {
        return format("%.1f ms, %.1f ms", latency.p50(), latency.p99());
    }

    private static String format(String pattern, Object... values) {
        return String.format(Locale.ROOT, pattern, values);
    }
}
