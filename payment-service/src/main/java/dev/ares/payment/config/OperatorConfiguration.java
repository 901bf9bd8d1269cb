package dev.ares.payment.config;

import java.time.Clock;
import java.time.Duration;

import io.micrometer.core.instrument.MeterRegistry;
import io.r2dbc.spi.ConnectionFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import dev.ares.contracts.MessageFiles;
import dev.ares.messaging.operator.MessageTypes;
import dev.ares.payment.adapter.metrics.UnresolvedGauges;
import dev.ares.payment.adapter.postgres.PostgresDecisions;
import dev.ares.payment.adapter.postgres.PostgresUnresolved;
import dev.ares.payment.adapter.web.PaymentAdminController;
import dev.ares.payment.application.DeclareNotGiven;
import dev.ares.payment.application.DeclareNotTaken;
import dev.ares.payment.application.PaymentProvider;
import dev.ares.payment.application.Payments;
import dev.ares.payment.application.RecordOutcomes;
import dev.ares.payment.application.RedriveParked;
import dev.ares.payment.application.Refunds;
import dev.ares.payment.application.Unresolved;
import dev.ares.payment.domain.Payment;
import dev.ares.payment.domain.Refund;

/** What waits for people, and what they decide about it. */
@Configuration(proxyBeanMethods = false)
class OperatorConfiguration {

    private static final Duration CENSUS = Duration.ofSeconds(10);

    @Bean
    Unresolved unresolved(ConnectionFactory connections) {
        return new PostgresUnresolved(PaymentConfiguration.client(connections));
    }

    @Bean
    DeclareNotTaken declareNotTaken(
            Payments payments,
            PaymentProvider provider,
            RecordOutcomes<Payment> recordOutcomes,
            ConnectionFactory connections,
            PaymentSettings settings,
            Clock clock) {
        var decisions = PostgresDecisions.aboutPayments(PaymentConfiguration.client(connections));
        return new DeclareNotTaken(
                payments, provider, recordOutcomes, decisions, settings.patience(), settings.keyLifetime(), clock);
    }

    @Bean
    DeclareNotGiven declareNotGiven(
            Refunds refunds,
            Payments payments,
            PaymentProvider provider,
            RecordOutcomes<Refund> recordOutcomes,
            ConnectionFactory connections,
            PaymentSettings settings,
            Clock clock) {
        return new DeclareNotGiven(
                refunds,
                payments,
                provider,
                recordOutcomes,
                PostgresDecisions.aboutRefunds(PaymentConfiguration.client(connections)),
                settings.patience(),
                settings.limits(),
                clock);
    }

    @Bean
    PaymentAdminController paymentAdminController(
            Unresolved unresolved, DeclareNotTaken declareNotTaken, DeclareNotGiven declareNotGiven, Clock clock) {
        return new PaymentAdminController(new RedriveParked(unresolved, clock), declareNotTaken, declareNotGiven);
    }

    /** So that operators read payloads as JSON. */
    @Bean
    MessageTypes messageTypes() {
        return MessageTypes.of(MessageFiles.all());
    }

    @Bean
    PeriodicWork census(Unresolved unresolved, MeterRegistry meters) {
        var gauges = new UnresolvedGauges(unresolved, meters);
        return new PeriodicWork(
                "census of what waits for people", CENSUS, PaymentConfiguration.LONGEST_STATEMENTS, gauges::count);
    }
}
