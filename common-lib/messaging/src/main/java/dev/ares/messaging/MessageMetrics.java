package dev.ares.messaging;

import java.util.concurrent.atomic.AtomicReference;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;

import dev.ares.messaging.MessageTable.Backlog;

/**
 * What is counted. Of the sender: {@code ares.messages.pending} and {@code ares.messages.oldest.pending.age} (seconds)
 * are read from the table now and then and are NaN until then; {@code ares.messages.sent} counts acknowledged sends
 * and {@code ares.messages.parked{side="outbox"}} messages given up as at fault. Of a reader, with tags {@code topic}
 * and {@code reader}: {@code ares.messages.received{outcome}} with
 *
 * <pre>records read to the end = applied + duplicate + skipped + parked</pre>
 */
public final class MessageMetrics {

    private final MeterRegistry registry;
    private final Counter sent;
    private final Counter parked;
    private final AtomicReference<Double> pending = new AtomicReference<>(Double.NaN);
    private final AtomicReference<Double> oldest = new AtomicReference<>(Double.NaN);

    public MessageMetrics(MeterRegistry registry) {
        this.registry = registry;
        this.sent = Counter.builder("ares.messages.sent").register(registry);
        this.parked =
                Counter.builder("ares.messages.parked").tag("side", "outbox").register(registry);
        Gauge.builder("ares.messages.pending", pending, AtomicReference::get).register(registry);
        Gauge.builder("ares.messages.oldest.pending.age", oldest, AtomicReference::get)
                .baseUnit("seconds")
                .register(registry);
    }

    public void backlog(Backlog backlog) {
        pending.set((double) backlog.pending());
        oldest.set(backlog.oldest().toMillis() / 1000.0);
    }

    void sent(int messages) {
        sent.increment(messages);
    }

    void refused(long messages) {
        parked.increment(messages);
    }

    void applied(Subscription subscription, int applied, int read) {
        received(subscription, "applied").increment(applied);
        received(subscription, "duplicate").increment(read - applied);
    }

    void skipped(Subscription subscription) {
        received(subscription, "skipped").increment();
    }

    void parked(Subscription subscription) {
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
