package dev.ares.payment.config;

import java.time.Clock;
import java.time.Duration;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.r2dbc.spi.ConnectionFactory;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.r2dbc.core.DatabaseClient;

import dev.ares.faults.Commits;
import dev.ares.messaging.Outbox;
import dev.ares.messaging.Subscription;
import dev.ares.messaging.Traces;
import dev.ares.messaging.inflight.InFlightLimit;
import dev.ares.messaging.inflight.InFlightMetrics;
import dev.ares.payment.adapter.grpc.PaymentsEndpoint;
import dev.ares.payment.adapter.messaging.OutboxReplies;
import dev.ares.payment.adapter.messaging.PaymentCommands;
import dev.ares.payment.adapter.metrics.CountedReplies;
import dev.ares.payment.adapter.postgres.PostgresContradictions;
import dev.ares.payment.adapter.postgres.PostgresPayments;
import dev.ares.payment.adapter.postgres.ReactiveTransaction;
import dev.ares.payment.application.Contradictions;
import dev.ares.payment.application.FindPayment;
import dev.ares.payment.application.Outcomes;
import dev.ares.payment.application.PaymentHints;
import dev.ares.payment.application.PaymentProvider;
import dev.ares.payment.application.Payments;
import dev.ares.payment.application.RecordIntents;
import dev.ares.payment.application.RecordOutcomes;
import dev.ares.payment.application.RecordRefunds;
import dev.ares.payment.application.Replies;
import dev.ares.payment.application.TakePayments;
import dev.ares.payment.application.Transaction;
import dev.ares.payment.domain.Payment;
import dev.ares.settings.LiveSettings;
import dev.ares.settings.LiveSettingsFactory;
import dev.ares.web.grpc.GrpcAnswers;

/** Payments: their use cases, adapters, and what runs by itself. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(PaymentSettings.class)
class PaymentConfiguration {

    /** Longer than the database's own time-outs, which therefore come first as long as it lives. */
    static final Duration LONGEST_STATEMENTS = Duration.ofSeconds(30);

    @Bean
    Payments payments(ConnectionFactory connections, PaymentSettings settings) {
        return new PostgresPayments(client(connections), settings.patience());
    }

    @Bean
    Transaction transaction(Commits commits) {
        return new ReactiveTransaction(commits.named("record outcomes"));
    }

    @Bean
    Replies replies(Outbox outbox) {
        return new OutboxReplies(outbox);
    }

    @Bean
    Contradictions contradictions(ConnectionFactory connections) {
        return new PostgresContradictions(client(connections));
    }

    @Bean
    RecordOutcomes<Payment> recordOutcomes(
            Payments payments,
            Replies replies,
            Contradictions contradictions,
            Transaction transaction,
            MeterRegistry meters) {
        return new RecordOutcomes<>(payments, new CountedReplies(replies, meters)::send, contradictions, transaction);
    }

    @Bean
    LiveSettings<ProviderInFlight> providerInFlight(LiveSettingsFactory live) {
        return live.follow(ProviderInFlight.PREFIX, ProviderInFlight.class);
    }

    @Bean
    TakePayments takePayments(
            Payments payments,
            PaymentProvider provider,
            RecordOutcomes<Payment> recordOutcomes,
            Traces traces,
            PaymentSettings settings,
            LiveSettings<ProviderInFlight> inFlight,
            Clock clock,
            MeterRegistry meters) {
        var limit = new InFlightLimit(() -> inFlight.get().payments(), System::nanoTime);
        var takePayments = new TakePayments(
                payments,
                provider,
                Outcomes.of(Payment::orderId, recordOutcomes, traces, System::nanoTime),
                InFlightMetrics.show(limit, "provider<-payments", meters),
                settings.limits(),
                settings.patience(),
                clock);
        Gauge.builder("ares.payment.waiting", takePayments, TakePayments::waiting)
                .description("Payments in memory that wait for the provider or for its answer")
                .register(meters);
        return takePayments;
    }

    @Bean
    RecordIntents recordIntents(
            Payments payments,
            Replies replies,
            Transaction transaction,
            TakePayments takePayments,
            PaymentSettings settings,
            Clock clock) {
        return new RecordIntents(payments, replies, transaction, takePayments, settings.lease(), clock);
    }

    @Bean
    Subscription paymentCommands(RecordIntents recordIntents, RecordRefunds recordRefunds) {
        return new PaymentCommands(recordIntents, recordRefunds).subscription();
    }

    @Bean
    PaymentHints paymentHints(
            Payments payments,
            PaymentProvider provider,
            RecordOutcomes<Payment> recordOutcomes,
            Contradictions contradictions,
            PaymentSettings settings,
            Clock clock) {
        return new PaymentHints(payments, provider, recordOutcomes, contradictions, settings.patience(), clock);
    }

    @Bean
    PaymentsEndpoint paymentsEndpoint(Payments payments, GrpcAnswers answers) {
        return new PaymentsEndpoint(new FindPayment(payments), answers);
    }

    @Bean
    PeriodicWork paymentSweep(TakePayments takePayments, PaymentSettings settings) {
        return new PeriodicWork("due payments", settings.sweep(), LONGEST_STATEMENTS, takePayments::takeDue);
    }

    /** Statements here use PostgreSQL's own {@code $1}; nothing is to be expanded. */
    static DatabaseClient client(ConnectionFactory connections) {
        return DatabaseClient.builder()
                .connectionFactory(connections)
                .namedParameters(false)
                .build();
    }
}
