package dev.ares.acceptance;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.stream.IntStream;

import dev.ares.local.faults.FaultCounters;
import dev.ares.local.process.Signals;

/** The n-th process of a service, from 1. */
record Replica(RunningShop shop, String service, int number) {

    private static final int PORTS_APART = 100;

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
        return new FaultCounters(RunningShop.QUIESCENCE)
                .spoiled(uri(), hop, kind)
                .orElseThrow(() -> new AssertionError(this + " does not tell its metrics (expected: it does)"));
    }

    /** How many messages it applied since it started. */
    double appliedMessages() {
        String metrics = HttpClient.newHttpClient()
                .sendAsync(
                        HttpRequest.newBuilder(uri().resolve("/metrics")).build(), HttpResponse.BodyHandlers.ofString())
                .thenApply(HttpResponse::body)
                .join();
        return metrics.lines()
                .filter(line ->
                        line.startsWith("ares_messages_received_total{") && line.contains("outcome=\"applied\""))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
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
