package dev.ares.acceptance;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.stream.IntStream;

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
        return told().lines()
                .filter(line -> line.startsWith("ares_faults_injected_total{")
                        && line.contains("hop=\"commit\"")
                        && line.contains("kind=\"delay\""))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
                .sum();
    }

    private String told() {
        URI first = URI.create("http://" + shop.metrics().get(service));
        URI own = URI.create("http://127.0.0.1:" + (first.getPort() + PORTS_APART * (number - 1)) + "/metrics");
        return HttpClient.newHttpClient()
                .sendAsync(HttpRequest.newBuilder(own).build(), HttpResponse.BodyHandlers.ofString())
                .thenApply(HttpResponse::body)
                .join();
    }

    private ProcessHandle process() {
        String name = number == 1 ? service : service + "-" + number;
        return ProcessHandle.of(shop.pid(name)).orElseThrow();
    }
}
