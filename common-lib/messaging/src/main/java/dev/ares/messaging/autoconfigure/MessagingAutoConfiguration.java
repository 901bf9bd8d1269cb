package dev.ares.messaging.autoconfigure;

import java.time.Clock;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.observation.ObservationRegistry;
import io.r2dbc.spi.ConnectionFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.r2dbc.autoconfigure.R2dbcAutoConfiguration;
import org.springframework.boot.r2dbc.autoconfigure.R2dbcTransactionManagerAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.Environment;
import org.springframework.r2dbc.core.DatabaseClient;

import dev.ares.faults.Commits;
import dev.ares.faults.InjectedFaults;
import dev.ares.messaging.MessageMetrics;
import dev.ares.messaging.MessageObservations;
import dev.ares.messaging.Outbox;
import dev.ares.messaging.Subscription;
import dev.ares.messaging.Traces;
import dev.ares.messaging.inflight.InFlightLimit;
import dev.ares.messaging.inflight.InFlightMetrics;
import dev.ares.messaging.kafka.KafkaBroker;
import dev.ares.messaging.kafka.KafkaReaders;
import dev.ares.messaging.kafka.KafkaSettings;
import dev.ares.messaging.kafka.KafkaTopics;
import dev.ares.messaging.operator.MessageBrowser;
import dev.ares.messaging.operator.Redrive;
import dev.ares.messaging.postgres.PostgresDeadLetters;
import dev.ares.messaging.postgres.PostgresHousekeeping;
import dev.ares.messaging.postgres.PostgresInbox;
import dev.ares.messaging.postgres.PostgresMessageBrowser;
import dev.ares.messaging.postgres.PostgresMessageTable;
import dev.ares.messaging.postgres.PostgresOutbox;
import dev.ares.messaging.reader.DeadLetterTable;
import dev.ares.messaging.reader.Inbox;
import dev.ares.messaging.reader.SubscriptionReader;
import dev.ares.messaging.reader.UnreliableReading;
import dev.ares.messaging.relay.Broker;
import dev.ares.messaging.relay.MessageTable;
import dev.ares.messaging.relay.OutboxRelay;
import dev.ares.messaging.relay.RelaySettings;
import dev.ares.messaging.relay.UnreliableBroker;

/** Gives a service its {@link Outbox}, and runs its {@link Subscription} beans. */
@AutoConfiguration(
        after = {R2dbcAutoConfiguration.class, R2dbcTransactionManagerAutoConfiguration.class},
        afterName = {
            "org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration",
            "org.springframework.boot.micrometer.observation.autoconfigure.ObservationAutoConfiguration",
            "dev.ares.messaging.autoconfigure.TracingAutoConfiguration"
        })
@ConditionalOnBean(ConnectionFactory.class)
@EnableConfigurationProperties({MessagingSettings.class, ReaderInFlight.class})
public class MessagingAutoConfiguration {

    @Bean
    MessageMetrics messageMetrics(ObjectProvider<MeterRegistry> registry) {
        return new MessageMetrics(registry.getIfAvailable(SimpleMeterRegistry::new));
    }

    @Bean
    @ConditionalOnMissingBean
    Traces messageTraces() {
        return new Traces(context -> null);
    }

    @Bean
    MessageObservations messageObservations(ObjectProvider<ObservationRegistry> registry, Traces traces) {
        return new MessageObservations(registry.getIfAvailable(() -> ObservationRegistry.NOOP), traces);
    }

    @Bean
    KafkaSettings kafkaSettings(MessagingSettings settings, Environment environment) {
        String application = environment.getProperty("spring.application.name", "ares");
        return new KafkaSettings(
                settings.bootstrapServers(),
                settings.source() == null ? application : settings.source(),
                settings.namespace(),
                settings.outbox().deliveryTimeout(),
                settings.outbox().maxBlock(),
                settings.inbox().sessionTimeout(),
                settings.inbox().batchSize(),
                settings.topics().partitions(),
                settings.topics().replication(),
                settings.properties());
    }

    @Bean
    @ConditionalOnMissingBean
    ReaderBounds readerBounds(ReaderInFlight settings) {
        return settings::bounds;
    }

    @Bean
    KafkaReaders kafkaReaders(
            KafkaSettings settings, KafkaTopics topics, ReaderBounds bounds, ObjectProvider<MeterRegistry> meters) {
        MeterRegistry registry = meters.getIfAvailable(SimpleMeterRegistry::new);
        return new KafkaReaders(
                settings,
                topics,
                name -> InFlightMetrics.show(new InFlightLimit(bounds, System::nanoTime), name, registry));
    }

    @Bean
    KafkaTopics kafkaTopics(KafkaSettings settings) {
        return new KafkaTopics(settings);
    }

    @Bean(destroyMethod = "close")
    KafkaBroker kafkaBroker(KafkaSettings settings, KafkaTopics topics) {
        return new KafkaBroker(settings, topics);
    }

    @Bean
    MessageTable messageTable(ConnectionFactory connections, Commits commits, MessagingSettings settings) {
        return new PostgresMessageTable(
                client(connections),
                commits.withoutPoint(),
                settings.outbox().lease(),
                settings.outbox().maxAttempts());
    }

    @Bean
    OutboxRelay outboxRelay(
            MessageTable table,
            KafkaBroker broker,
            ObjectProvider<SendSpans> spans,
            MessagingSettings settings,
            MessageMetrics metrics,
            ObjectProvider<InjectedFaults> faults) {
        MessagingSettings.OutboxSettings outbox = settings.outbox();
        RelaySettings relay = new RelaySettings(
                outbox.queueCapacity(),
                outbox.maxInFlight(),
                outbox.batchSize(),
                outbox.pollInterval(),
                outbox.markDelay(),
                outbox.maxBlock().plus(outbox.deliveryTimeout()));
        Broker sender = UnreliableBroker.of(broker, faults.getIfAvailable());
        SendSpans traced = spans.getIfAvailable();
        return new OutboxRelay(table, traced == null ? sender : traced.around(sender), relay, metrics);
    }

    @Bean
    Outbox outbox(
            ConnectionFactory connections,
            MessagingSettings settings,
            Traces traces,
            ObjectProvider<Clock> clock,
            OutboxRelay relay) {
        return new PostgresOutbox(
                client(connections),
                settings.outbox().lease(),
                traces,
                clock.getIfUnique(Clock::systemUTC),
                relay::offer);
    }

    @Bean
    Inbox inbox(ConnectionFactory connections) {
        return new PostgresInbox(client(connections));
    }

    @Bean
    DeadLetterTable deadLetterTable(ConnectionFactory connections) {
        return new PostgresDeadLetters(client(connections));
    }

    @Bean
    MessageBrowser messageBrowser(ConnectionFactory connections) {
        return new PostgresMessageBrowser(client(connections));
    }

    @Bean
    SubscriptionReaders subscriptionReaders(
            ObjectProvider<Subscription> subscriptions,
            Inbox inbox,
            Commits commits,
            DeadLetterTable table,
            KafkaBroker broker,
            MessageMetrics metrics,
            MessageObservations observations,
            ObjectProvider<InjectedFaults> faults) {
        UnreliableReading reading = new UnreliableReading(faults.getIfAvailable(() -> InjectedFaults.NONE));
        return new SubscriptionReaders(subscriptions
                .orderedStream()
                .map(one ->
                        new SubscriptionReader(one, inbox, commits, table.then(broker), metrics, observations, reading))
                .toList());
    }

    @Bean
    Redrive redrive(MessageTable messages, DeadLetterTable letters, SubscriptionReaders readers, Commits commits) {
        return new Redrive(messages, letters, readers.all(), commits.named("redrive message"));
    }

    @Bean
    MessagingLifecycle messagingLifecycle(
            SubscriptionReaders readers,
            Commits commits,
            KafkaBroker broker,
            KafkaReaders kafkaReaders,
            MessageTable table,
            OutboxRelay relay,
            MessageMetrics metrics,
            ConnectionFactory connections,
            MessagingSettings settings) {
        PostgresHousekeeping housekeeping =
                new PostgresHousekeeping(client(connections), commits.named("housekeeping"));
        return new MessagingLifecycle(
                readers.all(), kafkaReaders, relay, broker, new Housekeeper(table, housekeeping, metrics, settings));
    }

    /** Statements here use PostgreSQL's own {@code $1}; nothing is to be expanded. */
    private static DatabaseClient client(ConnectionFactory connections) {
        return DatabaseClient.builder()
                .connectionFactory(connections)
                .namedParameters(false)
                .build();
    }
}
