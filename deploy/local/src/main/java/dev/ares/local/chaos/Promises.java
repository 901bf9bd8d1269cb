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
import java.util.stream.Collectors;

import dev.ares.local.load.Journal;
import dev.ares.local.server.PostgresAdmin;

/** What the shop promised, by the customers' own journal, held against what order-service has written. */
public final class Promises {

    private static final Set<String> UNDONE = Set.of("CANCELLED", "REFUNDED");

    private final List<Journal.Entry> entries;

    Promises(List<Journal.Entry> entries) {
        this.entries = entries;
    }

    /** What a journal says was promised and is not so, a line each. */
    public static List<String> broken(Path journal, PostgresAdmin databases) throws IOException, SQLException {
        return in(journal).broken(new OrderBook(databases));
    }

    static Promises in(Path journal) throws IOException {
        return new Promises(Journal.read(journal));
    }

    /** The orders that were accepted. */
    Set<String> orders() {
        return entries.stream()
                .filter(entry -> entry.what() == Journal.Accepted.ORDER)
                .map(Journal.Entry::orderId)
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    /** What was promised and is not so, a line each. */
    List<String> broken(OrderBook book) throws SQLException {
        return broken(book.written(orders()), book.refunds(orders()));
    }

    /**
     * @param written the orders that are there
     * @param refunds those that are there, by order and key
     */
    List<String> broken(Map<String, OrderBook.Written> written, Map<String, Map<String, OrderBook.Refund>> refunds) {
        var broken = new LinkedHashSet<String>();
        for (Journal.Entry entry : entries) {
            OrderBook.Written order = written.get(entry.orderId());
            if (order == null) {
                broken.add("order " + entry.orderId() + " was accepted and is not there");
                continue;
            }
            switch (entry.what()) {
                case ORDER -> broken.addAll(differences(entry, order));
                case CANCEL -> {
                    if (!order.cancelRequested() && !UNDONE.contains(order.status())) {
                        broken.add("order " + entry.orderId() + ": its cancel was accepted, and it is " + order.status()
                                + " and knows of none");
                    }
                }
                case REFUND -> {
                    OrderBook.Refund refund =
                            refunds.getOrDefault(entry.orderId(), Map.of()).get(entry.idempotencyKey());
                    if (refund == null) {
                        broken.add("order " + entry.orderId() + ": its refund with the key " + entry.idempotencyKey()
                                + " was accepted and is not there");
                    } else {
                        broken.addAll(differences(entry, refund));
                    }
                }
            }
        }
        broken.addAll(ordersOfOneKey());
        return List.copyOf(broken);
    }

    private static List<String> differences(Journal.Entry promised, OrderBook.Written order) {
        var differences = new ArrayList<String>();
        differ(differences, promised, "Idempotency-Key is", promised.idempotencyKey(), order.idempotencyKey());
        if (!promised.userId().isEmpty()) {
            differ(differences, promised, "customer is", promised.userId(), order.userId());
        }
        differ(differences, promised, "lines are", promised.lines(), order.lines());
        differ(differences, promised, "total is", Long.toString(promised.total()), Long.toString(order.total()));
        return differences;
    }

    private static List<String> differences(Journal.Entry promised, OrderBook.Refund refund) {
        var differences = new ArrayList<String>();
        String which = "refund with the key " + promised.idempotencyKey();
        differ(differences, promised, which + " brings back", promised.lines(), refund.lines());
        differ(
                differences,
                promised,
                which + " gives",
                Long.toString(promised.total()),
                Long.toString(refund.amount()));
        return differences;
    }

    private static void differ(
            List<String> differences, Journal.Entry promised, String what, String answered, String written) {
        if (!answered.equals(written)) {
            differences.add("order %s: its %s %s (expected: %s, as answered)"
                    .formatted(promised.orderId(), what, written, answered));
        }
    }

    /** An order that was sent twice is one order. */
    List<String> ordersOfOneKey() {
        Map<String, String> first = new HashMap<>();
        return entries.stream()
                .filter(entry -> entry.what() == Journal.Accepted.ORDER)
                .filter(entry -> {
                    String before = first.putIfAbsent(entry.idempotencyKey(), entry.orderId());
                    return before != null && !before.equals(entry.orderId());
                })
                .map(entry -> "order " + entry.orderId() + " and order " + first.get(entry.idempotencyKey())
                        + " have one Idempotency-Key: " + entry.idempotencyKey())
                .toList();
    }
}
