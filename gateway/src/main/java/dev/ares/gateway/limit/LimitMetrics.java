package dev.ares.gateway.limit;

import java.util.Locale;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;

/** {@code ares.gateway.limits} by rule, kind of subject and outcome: requests that asked a bucket = admitted + refused. */
final class LimitMetrics {

    private static final String BY_TIME = "time";

    private final MeterRegistry registry;

    LimitMetrics(MeterRegistry registry) {
        this.registry = registry;
        // From the beginning, so that the first one is seen as a change.
        for (PeerLimit.Excess excess : PeerLimit.Excess.values()) {
            connectionsRefused(excess);
            answersCutOff(label(excess));
        }
        answersCutOff(BY_TIME);
    }

    void count(String rule, Subject.Kind kind, boolean admitted) {
        registry.counter(
                        "ares.gateway.limits",
                        "rule",
                        rule,
                        "by",
                        kind.label(),
                        "outcome",
                        admitted ? "admitted" : "refused")
                .increment();
    }

    void connectionRefused(PeerLimit.Excess excess) {
        connectionsRefused(excess).increment();
    }

    private Counter connectionsRefused(PeerLimit.Excess excess) {
        return registry.counter("ares.gateway.connections.refused", "by", label(excess));
    }

    /** Too many are not read. */
    void answerCutOff(PeerLimit.Excess excess) {
        answersCutOff(label(excess)).increment();
    }

    /** It was not read for too long. */
    void answerCutOff() {
        answersCutOff(BY_TIME).increment();
    }

    private Counter answersCutOff(String by) {
        return registry.counter("ares.gateway.answers.cut.off", "by", by);
    }

    private static String label(PeerLimit.Excess excess) {
        return excess.name().toLowerCase(Locale.ROOT);
    }

    void show(UnreadAnswers answers) {
        Gauge.builder("ares.gateway.answers.unread", answers, UnreadAnswers::count)
                .description("Answers of which nothing was taken for a second")
                .register(registry);
    }

    void show(OpenConnections connections) {
        Gauge.builder("ares.gateway.connections", connections, OpenConnections::count)
                .description("Connections of callers that are open")
                .register(registry);
    }

    void show(BucketsInReach buckets) {
        Gauge.builder("ares.gateway.limits.shared", buckets, reach -> reach.areShared() ? 1 : 0)
                .description("1 while Redis counts requests for all gateways, 0 while this one counts alone")
                .register(registry);
    }
}
