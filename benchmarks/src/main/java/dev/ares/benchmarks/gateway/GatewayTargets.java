package dev.ares.benchmarks.gateway;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/** What the gateway is to reach, and whether it did; only what was measured is told. */
final class GatewayTargets {

    private static final double WHOLE_CHAIN = 1.5;

    private GatewayTargets() {}

    /** A line each; of a gateway the last line counts, in which it does everything. */
    static List<String> of(Map<Line.Name, Figures> figures) {
        Double plain = GatewayTable.plain(figures);
        Double ares = lastOf(Ares.NAME, figures);
        Double spring = lastOf(Spring.NAME, figures);
        List<String> lines = new ArrayList<>();
        if (plain != null && ares != null) {
            double ratio = ares / plain;
            lines.add(format(
                    "- the whole chain to plain Spring Cloud Gateway: %.2f (target: at most %.1f): %s",
                    ratio, WHOLE_CHAIN, verdict(ratio <= WHOLE_CHAIN)));
        }
        if (ares != null && spring != null && !spring.equals(plain)) {
            lines.add(format("- the whole chain to Spring Cloud Gateway with its own features: %.2f", ares / spring));
        }
        return lines;
    }

    /** @param times until the first 401, of each token */
    static String calledBack(List<Duration> times) {
        return format(
                "- a token that was called back under load, first 401 after: %s to %s in %d tries (target: at most %s): %s",
                seconds(Collections.min(times)),
                seconds(Collections.max(times)),
                times.size(),
                seconds(CalledBack.PROMISED),
                verdict(isInTime(times)));
    }

    static boolean isInTime(List<Duration> times) {
        return times.stream().allMatch(time -> time.compareTo(CalledBack.PROMISED) <= 0);
    }

    private static @Nullable Double lastOf(String gateway, Map<Line.Name, Figures> figures) {
        return figures.entrySet().stream()
                .filter(each -> each.getKey().gateway().equals(gateway))
                .map(each -> each.getValue().processor())
                .reduce((first, second) -> second)
                .orElse(null);
    }

    private static String seconds(Duration time) {
        return format("%.2f s", time.toMillis() / 1000.0);
    }

    private static String verdict(boolean met) {
        return met ? "met" : "MISSED";
    }

    private static String format(String pattern, Object... values) {
        return String.format(Locale.ROOT, pattern, values);
    }
}
