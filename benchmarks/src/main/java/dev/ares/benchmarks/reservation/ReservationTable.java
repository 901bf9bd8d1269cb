package dev.ares.benchmarks.reservation;

import java.util.Locale;
import java.util.Map;

/** Figures in Markdown; the ratio is of the first line to each. */
final class ReservationTable {

    private static final String HEAD = """
            | way | reservations a second | the first to it | p50 | p99 | commits a reservation | WAL syncs a reservation | reservations | wrong |
            |---|---|---|---|---|---|---|---|---|
            """;

    private ReservationTable() {}

    static String of(Map<Way, Trial> byWay) {
        Trial first = byWay.values().iterator().next();
        var table = new StringBuilder(HEAD);
        byWay.forEach((way, trial) -> table.append(String.format(
                Locale.ROOT,
                "| %s | %,.0f | x%.2f | %.1f ms | %.1f ms | %.3f | %.3f | %,d | %d |%n",
                way.title(),
                trial.perSecond(),
                first.perSecond() / trial.perSecond(),
                trial.p50(),
                trial.p99(),
                trial.commits(),
                trial.walSyncs(),
                trial.reserved(),
                trial.faults().size())));
        return table.toString();
    }
}
