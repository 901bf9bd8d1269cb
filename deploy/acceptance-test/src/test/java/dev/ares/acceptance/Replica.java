package dev.ares.acceptance;

import java.net.URI;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.IntStream;

import dev.ares.local.process.ProcessMetrics;
import dev.ares.local.process.Signals;

/** The n-th process of a service, from 1. */
record Replica(RunningShop shop, String service, int number) {

    private static final int PORTS_APART = 100;
    private static final ProcessMetrics METRICS = new ProcessMetrics(RunningShop.QUIESCENCE);

    static List<Replica> all(RunningShop shop, String service, int replicas) {
        return IntStream.rangeClosed(1, replicas)
                .mapToObj(number -> new Replica(shop, service, number))
                .toList();
    }

    /** It stops in the middle of whatever it does, and can neither notice nor tell. */
    void freeze() {
        Signals.send("STOP", process());
    }

    /** It goes on as if no time had passed. */
    void wake() {
        Signals.send("CONT", process());
    }

    /** How many of its commits were delayed since it started. */
    double delayedCommits() {
        return spoiled("commit", "delay");
    }

    /** How many calls of a hop its fault switches spoiled since it started. */
    double spoiled(String hop, String kind) {
        return told(METRICS.spoiledCalls(uri(), hop, kind));
    }

    /** How many messages it applied since it started. */
    double appliedMessages() {
        return told(METRICS.appliedMessages(uri()));
    }

    private double told(OptionalDouble metric) {
        return metric.orElseThrow(() -> new AssertionError(this + " does not tell its metrics (expected: it does)"));
    }

    private URI uri() {
        URI first = URI.create("http://" + shop.metrics().get(service));
        return URI.create("http://127.0.0.1:" + (first.getPort() + PORTS_APART * (number - 1)));
    }

    private ProcessHandle process() {
        String name = number == 1 ? service : service + "-" + number;
        return ProcessHandle.of(shop.pid(name)).orElseThrow();
    }
}
