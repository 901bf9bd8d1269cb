package dev.ares.messaging.autoconfigure;

import java.time.Duration;
import java.util.List;

import org.springframework.context.SmartLifecycle;

import dev.ares.messaging.kafka.KafkaBroker;
import dev.ares.messaging.kafka.KafkaReaders;
import dev.ares.messaging.reader.SubscriptionReader;
import dev.ares.messaging.relay.OutboxRelay;

/**
 * Starts before the service takes requests, without waiting for the broker. Stops after the service has answered its
 * last request: the readers first, then the relay once it has settled what is under way.
 */
final class MessagingLifecycle implements SmartLifecycle {

    /** Below the phases of Boot's web server, whose graceful shutdown then comes first. */
    private static final int PHASE = SmartLifecycle.DEFAULT_PHASE - 3072;

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final List<SubscriptionReader> subscriptions;
    private final KafkaReaders readers;
    private final OutboxRelay relay;
    private final KafkaBroker broker;
    private final Housekeeper housekeeper;
    private volatile boolean running;

    MessagingLifecycle(
            List<SubscriptionReader> subscriptions,
            KafkaReaders readers,
            OutboxRelay relay,
            KafkaBroker broker,
            Housekeeper housekeeper) {
        this.subscriptions = subscriptions;
        this.readers = readers;
        this.relay = relay;
        this.broker = broker;
        this.housekeeper = housekeeper;
    }

    @Override
    public void start() {
        relay.start();
        subscriptions.forEach(readers::start);
        housekeeper.start();
        running = true;
    }

    @Override
    public void stop() {
        running = false;
        try {
            housekeeper.stop();
            readers.stop(PATIENCE);
            relay.stop(PATIENCE);
            broker.close();
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    @Override
    public int getPhase() {
        return PHASE;
    }
}
