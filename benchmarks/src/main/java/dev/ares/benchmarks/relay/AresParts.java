package dev.ares.benchmarks.relay;

import java.io.IOException;
import java.sql.SQLException;

import io.r2dbc.pool.ConnectionPool;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.r2dbc.connection.R2dbcTransactionManager;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.transaction.reactive.TransactionalOperator;

import dev.ares.messaging.autoconfigure.MessagingSettings;
import dev.ares.messaging.kafka.KafkaBroker;
import dev.ares.messaging.kafka.KafkaSettings;
import dev.ares.messaging.kafka.KafkaTopics;
import dev.ares.messaging.relay.RelaySettings;

/** What the library's auto-configuration puts together in a service, from the same defaults. */
final class AresParts implements AutoCloseable {

    /** For 16 writers, the poller, the marker, and the gauge. */
    static final int POOL = 20;

    private final MessagingSettings settings;
    private final ConnectionPool connections;
    private final KafkaBroker broker;

    AresParts(Site site) throws IOException, SQLException {
        site.servers()
                .run(
                        site.name(),
                        "/db/messaging/V0_1__outbox_and_inbox.sql",
                        "/db/messaging/V0_2__dead_letter.sql",
                        "/db/messaging/V0_3__outbox_room.sql");
        this.settings = new Binder(new MapConfigurationPropertySource())
                .bindOrCreate("ares.messaging", MessagingSettings.class);
        this.connections = site.servers().pool(site.name(), POOL);
        KafkaSettings kafka = kafka(site.servers().kafka(), settings);
        this.broker = new KafkaBroker(kafka, new KafkaTopics(kafka));
    }

    private static KafkaSettings kafka(String servers, MessagingSettings settings) {
        return new KafkaSettings(
                servers,
                "benchmark",
                "",
                settings.outbox().deliveryTimeout(),
                settings.outbox().maxBlock(),
                settings.inbox().sessionTimeout(),
                settings.inbox().batchSize(),
                settings.topics().partitions(),
                settings.topics().replication(),
                settings.properties());
    }

    MessagingSettings settings() {
        return settings;
    }

    KafkaBroker broker() {
        return broker;
    }

    RelaySettings relay() {
        MessagingSettings.OutboxSettings outbox = settings.outbox();
        return new RelaySettings(
                outbox.queueCapacity(),
                outbox.maxInFlight(),
                outbox.batchSize(),
                outbox.pollInterval(),
                outbox.markDelay(),
                outbox.maxBlock().plus(outbox.deliveryTimeout()));
    }

    DatabaseClient database() {
        return DatabaseClient.builder()
                .connectionFactory(connections)
                .namedParameters(false)
                .build();
    }

    TransactionalOperator transaction() {
        return TransactionalOperator.create(new R2dbcTransactionManager(connections));
    }

    @Override
    public void close() {
        broker.close();
        connections.dispose();
    }
}
