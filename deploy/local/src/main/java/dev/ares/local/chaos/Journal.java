package dev.ares.local.chaos;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;

/** What customers were told: the answers, and the orders that they hold the shop to. Safe for use by several threads. */
final class Journal {

    private final AtomicLong placed = new AtomicLong();
    private final Set<String> accepted = ConcurrentHashMap.newKeySet();
    private final ConcurrentMap<String, AtomicLong> answers = new ConcurrentHashMap<>();

    void placed() {
        placed.incrementAndGet();
    }

    /** The shop said yes: from now on it owes the order an end. */
    void accepted(String order) {
        accepted.add(order);
    }

    /** An attempt was answered, or not: {@code 202}, {@code 503}, {@code no answer}. */
    void answered(String how) {
        answers.computeIfAbsent(how, first -> new AtomicLong()).incrementAndGet();
    }

    /** How many different orders customers meant to place. */
    long orders() {
        return placed.get();
    }

    List<String> acceptedOrders() {
        return List.copyOf(accepted);
    }

    /** Attempts by their answer. */
    Map<String, Long> answers() {
        return answers.entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, count -> count.getValue().get(), Long::sum, TreeMap::new));
    }
}
