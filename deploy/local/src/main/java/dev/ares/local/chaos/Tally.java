package dev.ares.local.chaos;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.LongAdder;

/** Counts what customers meant and what they were told. Safe for use by several threads. */
final class Tally {

    private final LongAdder placed = new LongAdder();
    private final LongAdder accepted = new LongAdder();
    private final ConcurrentMap<String, LongAdder> answers = new ConcurrentHashMap<>();

    void placed() {
        placed.increment();
    }

    void accepted() {
        accepted.increment();
    }

    /** An attempt was answered, or not: {@code 202}, {@code 503}, {@code no answer}. */
    void answered(String how) {
        answers.computeIfAbsent(how, first -> new LongAdder()).increment();
    }

    /** How many different orders customers meant to place. */
    long orders() {
        return placed.sum();
    }

    /** How many of them the shop said yes to. */
    long acceptedOrders() {
        return accepted.sum();
    }

    /** Attempts by their answer. */
    Map<String, Long> answers() {
        var counts = new TreeMap<String, Long>();
        answers.forEach((how, count) -> counts.put(how, count.sum()));
        return counts;
    }
}
