package dev.ares.messaging;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.ToDoubleFunction;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import org.jspecify.annotations.Nullable;

/**
 * What is counted. Of the local message table, which all replicas share, read from it now and then and NaN until then: {@code
 * ares.messages.pending}, {@code ares.messages.oldest.pending.age} (seconds), and {@code ares.messages.parked} with the
 * tag {@code side}: {@code outbox} for messages given up as at fault, {@code inbox} for dead letters, both until an
 * operator has dealt with them. {@code ares.messages.sent} counts acknowledged sends, {@code ares.messages.refused}
 * messages given up.
 *
 * <p>Of a reader, with the tags {@code topic} and {@code reader}: {@code ares.messages.lag}, the records that the broker
 * has and that are not applied, and {@code ares.messages.received{outcome}} with
 *
 * <pre>records read to the end = applied + duplicate + skipped + parked</pre>
 */
public final class MessageMetrics {

    private final MeterRegistry registry;
    private final Counter sent;
    private final Counter refused;
    private final Map<Subscription, Map<Object, Long>> lags = new ConcurrentHashMap<>();
    private volatile @Nullable Backlog backlog;

    public MessageMetrics(MeterRegistry registry) {
        this.registry = registry;
        this.sent = Counter.builder("ares.messages.sent").register(registry);
        this.refused = Counter.builder("ares.messages.refused").register(registry);
        gauge("ares.messages.pending", Backlog::pending).register(registry);
        gauge("ares.messages.oldest.pending.age", of -> of.oldest().toMillis() / 1000.0)
                .baseUnit("seconds")
                .register(registry);
        gauge("ares.messages.parked", Backlog::failed).tag("side", "outbox").register(registry);
        gauge("ares.messages.parked", Backlog::deadLetters).tag("side", "inbox").register(registry);
    }

    private Gauge.Builder<MessageMetrics> gauge(String name, ToDoubleFunction<Backlog> figure) {
        return Gauge.builder(name, this, metrics -> {
            Backlog last = metrics.backlog;
            return last == null ? Double.NaN : figure.applyAsDouble(last);
        });
    }

    public void backlog(Backlog measured) {
        backlog = measured;
    }

    /** @param thread who says so, of those that read for the subscription; each reads other partitions */
    public void lag(Subscription subscription, Object thread, long records) {
        lags.computeIfAbsent(subscription, this::lagOf).put(thread, records);
    }

    private Map<Object, Long> lagOf(Subscription subscription) {
        Map<Object, Long> threads = new ConcurrentHashMap<>();
        Gauge.builder("ares.messages.lag", threads, all -> all.values().stream()
                        .mapToLong(Long::longValue)
                        .sum())
                .tag("topic", subscription.topic())
                .tag("reader", subscription.reader())
                .register(registry);
        return threads;
    }

    /** Acknowledged by the broker. */
    public void sent(int messages) {
        sent.increment(messages);
    }

    /** Given up as at fault. */
    public void refused(long messages) {
        refused.increment(messages);
    }

    /** @param read how many the transaction was about; those that were not applied had been before */
    public void applied(Subscription subscription, int applied, int read) {
        received(subscription, "applied").increment(applied);
        received(subscription, "duplicate").increment(read - applied);
    }

    /** Of a type that has no handler here. */
    public void skipped(Subscription subscription) {
        received(subscription, "skipped").increment();
    }

    /** Now a dead letter. */
    public void parked(Subscription subscription) {
        received(subscription, "parked").increment();
    }

    private Counter received(Subscription subscription, String outcome) {
        return Counter.builder("ares.messages.received")
                .tag("topic", subscription.topic())
                .tag("reader", subscription.reader())
                .tag("outcome", outcome)
                .register(registry);
    }
}
