package dev.ares.payment.config;

import java.time.Clock;
import java.time.Duration;
import java.util.Collections;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.r2dbc.spi.ConnectionFactory;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.r2dbc.core.DatabaseClient;

import dev.ares.contracts.MessageFiles;
import dev.ares.faults.Commits;
import dev.ares.messaging.GroupCommit;
import dev.ares.messaging.Outbox;
import dev.ares.messaging.Subscription;
import dev.ares.messaging.Traces;
import dev.ares.messaging.inflight.InFlightLimit;
import dev.ares.messaging.inflight.InFlightMetrics;
import dev.ares.messaging.operator.MessageTypes;
import dev.ares.payment.adapter.grpc.PaymentsEndpoint;
import dev.ares.payment.adapter.messaging.OutboxReplies;
import dev.ares.payment.adapter.messaging.PaymentCommands;
import dev.ares.payment.adapter.metrics.CountedReplies;
import dev.ares.payment.adapter.metrics.UnresolvedGauges;
import dev.ares.payment.adapter.postgres.PostgresContradictions;
import dev.ares.payment.adapter.postgres.PostgresDecisions;
import dev.ares.payment.adapter.postgres.PostgresPayments;
import dev.ares.payment.adapter.postgres.PostgresUnresolved;
import dev.ares.payment.adapter.postgres.PostgresWebhooks;
import dev.ares.payment.adapter.postgres.ReactiveTransaction;
import dev.ares.payment.adapter.web.PaymentAdminController;
import dev.ares.payment.adapter.web.StripeWebhookController;
import dev.ares.payment.application.ApplyWebhooks;
import dev.ares.payment.application.Contradictions;
import dev.ares.payment.application.DeclareNotGiven;
import dev.ares.payment.application.DeclareNotTaken;
import dev.ares.payment.application.FindPayment;
import dev.ares.payment.application.PaymentHints;
import dev.ares.payment.application.PaymentProvider;
import dev.ares.payment.application.Payments;
import dev.ares.payment.application.ReceiveWebhook;
import dev.ares.payment.application.RecordIntents;
import dev.ares.payment.application.RecordOutcomes;
import dev.ares.payment.application.RecordRefunds;
import dev.ares.payment.application.RedriveParked;
import dev.ares.payment.application.RefundHints;
import dev.ares.payment.application.Replies;
import dev.ares.payment.application.TakePayments;
import dev.ares.payment.application.Transaction;
import dev.ares.payment.application.Unresolved;
import dev.ares.payment.application.Webhooks;
import dev.ares.payment.domain.Payment;
import dev.ares.settings.LiveSettings;
import dev.ares.settings.LiveSettingsFactory;
import dev.ares.web.Problem;
import dev.ares.web.grpc.GrpcAnswers;

/** The use cases, their adapters, and what runs by itself. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(PaymentSettings.class)
class PaymentConfiguration {

    /** Longer than the database's own time-outs, which therefore come first as long as it lives. */
    static final Duration LONGEST_STATEMENTS = Duration.ofSeconds(30);

    private static final Duration CENSUS = Duration.ofSeconds(10);

    /** A round of webhooks may ask a slow provider a dozen times in a row. */
    private static final Duration LONGEST_ROUND = Duration.ofMinutes(3);

    /** The provider repeats what is not taken in time. */
    private static final GroupCommit.Limits WEBHOOKS_AT_ONCE = new GroupCommit.Limits(200, 2000, Duration.ofSeconds(5));

    @Bean
    Payments payments(ConnectionFactory connections, PaymentSettings settings) {
        return new PostgresPayments(client(connections), settings.patience());
    }

    @Bean
    Webhooks webhooks(ConnectionFactory connections) {
        return new PostgresWebhooks(client(connections));
    }

    @Bean
    Transaction transaction(Commits commits) {
        return new ReactiveTransaction(commits.named("record outcomes"));
    }

    /** So that operators read payloads as JSON. */
    @Bean
    MessageTypes messageTypes() {
        return MessageTypes.of(MessageFiles.all());
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
                recordOutcomes,
                traces,
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
    ReceiveWebhook receiveWebhook(
            Webhooks.Verifier verifier, Webhooks webhooks, PaymentSettings settings, Clock clock) {
        GroupCommit<Webhooks.Arrival, Boolean> together = new GroupCommit<>(
                WEBHOOKS_AT_ONCE,
                arrival -> arrival.hint().id(),
                arrivals -> webhooks.add(arrivals).thenReturn(Collections.nCopies(arrivals.size(), true)),
                // No message is written under an event's id.
                new Traces(context -> null));
        return new ReceiveWebhook(
                verifier,
                arrival -> together.submit(arrival)
                        .onErrorMap(GroupCommit.Busy.class, busy -> Problem.unavailable(Duration.ofSeconds(1))),
                settings.webhookGrace(),
                clock);
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
    ApplyWebhooks applyWebhooks(Webhooks webhooks, PaymentHints paymentHints, RefundHints refundHints, Clock clock) {
        return new ApplyWebhooks(webhooks, paymentHints, refundHints, clock);
    }

    @Bean
    Unresolved unresolved(ConnectionFactory connections) {
        return new PostgresUnresolved(client(connections));
    }

    @Bean
    DeclareNotTaken declareNotTaken(
            Payments payments,
            PaymentProvider provider,
            RecordOutcomes<Payment> recordOutcomes,
            ConnectionFactory connections,
            PaymentSettings settings,
            Clock clock) {
        var decisions = PostgresDecisions.aboutPayments(client(connections));
        return new DeclareNotTaken(
                payments, provider, recordOutcomes, decisions, settings.patience(), settings.keyLifetime(), clock);
    }

    @Bean
    PaymentAdminController paymentAdminController(
            Unresolved unresolved, DeclareNotTaken declareNotTaken, DeclareNotGiven declareNotGiven, Clock clock) {
        return new PaymentAdminController(new RedriveParked(unresolved, clock), declareNotTaken, declareNotGiven);
    }

    @Bean
    PeriodicWork census(Unresolved unresolved, MeterRegistry meters) {
        var gauges = new UnresolvedGauges(unresolved, meters);
        return new PeriodicWork("census of what waits for people", CENSUS, LONGEST_STATEMENTS, gauges::count);
    }

    @Bean
    StripeWebhookController stripeWebhookController(ReceiveWebhook receiveWebhook) {
        return new StripeWebhookController(receiveWebhook);
    }

    @Bean
    PaymentsEndpoint paymentsEndpoint(Payments payments, GrpcAnswers answers) {
        return new PaymentsEndpoint(new FindPayment(payments), answers);
    }

    @Bean
    PeriodicWork paymentSweep(TakePayments takePayments, PaymentSettings settings) {
        return new PeriodicWork("due payments", settings.sweep(), LONGEST_STATEMENTS, takePayments::takeDue);
    }

    @Bean
    PeriodicWork webhookSweep(ApplyWebhooks applyWebhooks, PaymentSettings settings) {
        return new PeriodicWork("due webhooks", settings.sweep(), LONGEST_ROUND, applyWebhooks::applyDue);
    }

    @Bean
    PeriodicWork webhookRetention(Webhooks webhooks, PaymentSettings settings, Clock clock) {
        return new PeriodicWork("old webhooks", Duration.ofHours(1), LONGEST_STATEMENTS, () -> webhooks.forget(
                        clock.instant().minus(settings.webhookRetention()))
                .then());
    }

    /** Statements here use PostgreSQL's own {@code $1}; nothing is to be expanded. */
    static DatabaseClient client(ConnectionFactory connections) {
        return DatabaseClient.builder()
                .connectionFactory(connections)
                .namedParameters(false)
                .build();
    }
}
