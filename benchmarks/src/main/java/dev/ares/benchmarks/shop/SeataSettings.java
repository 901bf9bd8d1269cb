package dev.ares.benchmarks.shop;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

import dev.ares.local.server.SeataServer;

/**
 * What a shop that Seata coordinates is told beyond what every shop is: the defaults of its services, set all the same, so that
 * what is shown is what was measured.
 */
public final class SeataSettings {

    private static final int THREADS = 32;
    private static final int WAITING = 100;
    private static final int CONNECTIONS = 32;

    private SeataSettings() {}

    /** For {@code ./ares up}, whose services inherit it; empty for a way that is not Seata's. */
    static Map<String, String> of(Way way) {
        return way.isSeata()
                ? Map.of(
                        "ARES_SEATA_CHECKOUTS_THREADS", Integer.toString(THREADS),
                        "ARES_SEATA_CHECKOUTS_WAITING", Integer.toString(WAITING),
                        "ARES_SEATA_CONNECTIONS", Integer.toString(CONNECTIONS))
                : Map.of();
    }

    /** A line each with its end, for people; empty where none of the ways is Seata's. */
    public static String describe(List<Way> ways) {
        return ways.stream()
                .filter(Way::isSeata)
                .map(way -> String.format(
                        Locale.ROOT,
                        "- %s: ares.seata.checkouts.threads=%d, ares.seata.checkouts.waiting=%d, ares.seata.connections=%d; %s%n",
                        way,
                        THREADS,
                        WAITING,
                        CONNECTIONS,
                        store(way)))
                .collect(Collectors.joining());
    }

    private static String store(Way way) {
        return "the coordinator keeps its transactions in "
                + (way == Way.SEATA_AT_DB
                        ? "a database of the same PostgreSQL, with at most " + SeataServer.CONNECTIONS + " connections"
                        : "files, each record written through to the disk");
    }
}
