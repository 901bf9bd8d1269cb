package dev.ares.local.chaos;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import dev.ares.local.load.Journal;

/** What the shop promised, by the customers' own journal, held against what order-service has written. */
final class Promises {

    private final List<Journal.Entry> entries;

    private Promises(List<Journal.Entry> entries) {
        this.entries = entries;
    }

    static Promises in(Path journal) throws IOException {
        return new Promises(Journal.read(journal));
    }

    Set<String> orders() {
        var orders = new LinkedHashSet<String>();
        entries.forEach(entry -> orders.add(entry.orderId()));
        return orders;
    }

    /** What was promised and is not so, a line each. */
    List<String> broken(OrderBook book) throws SQLException {
        var broken = new ArrayList<String>();
        book.missing(orders()).forEach(order -> broken.add("order " + order + " was accepted and is not there"));
        broken.addAll(ordersOfOneKey());
        return broken;
    }

    /** An order that was sent twice is one order. */
    List<String> ordersOfOneKey() {
        Map<String, String> first = new HashMap<>();
        return entries.stream()
                .filter(entry -> {
                    String before = first.putIfAbsent(entry.idempotencyKey(), entry.orderId());
                    return before != null && !before.equals(entry.orderId());
                })
                .map(entry -> "order " + entry.orderId() + " and order " + first.get(entry.idempotencyKey())
                        + " have one Idempotency-Key: " + entry.idempotencyKey())
                .toList();
    }
}
