package dev.ares.payment.config;

import java.time.Clock;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.r2dbc.spi.ConnectionFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import dev.ares.faults.Commits;
import dev.ares.messaging.Outbox;
import dev.ares.messaging.Traces;
import dev.ares.messaging.inflight.InFlightLimit;
import dev.ares.messaging.inflight.InFlightMetrics;
import dev.ares.payment.adapter.messaging.OutboxRefundReplies;
import dev.ares.payment.adapter.postgres.PostgresRefunds;
import dev.ares.payment.adapter.postgres.ReactiveTransaction;
import dev.ares.payment.application.Contradictions;
import dev.ares.payment.application.GiveRefunds;
import dev.ares.payment.application.Outcomes;
import dev.ares.payment.application.PaymentHints;
import dev.ares.payment.application.PaymentProvider;
import dev.ares.payment.application.Payments;
import dev.ares.payment.application.RecordOutcomes;
import dev.ares.payment.application.RecordRefunds;
import dev.ares.payment.application.RefundHints;
import dev.ares.payment.application.RefundReplies;
import dev.ares.payment.application.Refunds;
import dev.ares.payment.application.Transaction;
import dev.ares.payment.domain.Refund;
import dev.ares.settings.LiveSettings;

/** Giving money back: the use cases, their adapters, and the sweep. */
@Configuration(proxyBeanMethods = false)
class RefundConfiguration {

    @Bean
    Refunds refunds(ConnectionFactory connections, PaymentSettings settings) {
        return new PostgresRefunds(PaymentConfiguration.client(connections), settings.patience());
    }

    @Bean
    RefundReplies refundReplies(Outbox outbox) {
        return new OutboxRefundReplies(outbox);
    }

    @Bean
    RecordOutcomes<Refund> recordRefundOutcomes(
            Refunds refunds, RefundReplies replies, Contradictions contradictions, Commits commits) {
        var transaction = new ReactiveTransaction(commits.named("record refund outcomes"));
        return new RecordOutcomes<>(refunds, replies::send, contradictions, transaction);
    }

    @Bean
    GiveRefunds giveRefunds(
            Refunds refunds,
            Payments payments,
            PaymentProvider provider,
            RecordOutcomes<Refund> recordOutcomes,
            Traces traces,
            PaymentSettings settings,
            LiveSettings<ProviderInFlight> inFlight,
            Clock clock,
            MeterRegistry meters) {
        var limit = new InFlightLimit(() -> inFlight.get().refunds(), System::nanoTime);
        var giveRefunds = new GiveRefunds(
                refunds,
                payments,
                provider,
                Outcomes.of(Refund::orderId, recordOutcomes, traces, System::nanoTime),
                InFlightMetrics.show(limit, "provider<-refunds", meters),
                settings.limits(),
                settings.patience(),
                clock);
        Gauge.builder("ares.payment.refunds.waiting", giveRefunds, GiveRefunds::waiting)
                .description("Refunds in memory that wait for the provider or for its answer")
                .register(meters);
        return giveRefunds;
    }

    @Bean
    RecordRefunds recordRefunds(
            Refunds refunds,
            RefundReplies replies,
            RecordOutcomes<Refund> recordOutcomes,
            Transaction transaction,
            GiveRefunds giveRefunds,
            PaymentSettings settings,
            Clock clock) {
        return new RecordRefunds(refunds, replies, recordOutcomes, transaction, giveRefunds, settings.lease(), clock);
    }

    @Bean
    RefundHints refundHints(
            Refunds refunds,
            PaymentProvider provider,
            RecordOutcomes<Refund> recordOutcomes,
            Contradictions contradictions,
            PaymentHints paymentHints,
            PaymentSettings settings,
            Clock clock) {
        return new RefundHints(
                refunds, provider, recordOutcomes, contradictions, paymentHints, settings.patience(), clock);
    }

    @Bean
    PeriodicWork refundSweep(GiveRefunds giveRefunds, PaymentSettings settings) {
        return new PeriodicWork(
                "due refunds", settings.sweep(), PaymentConfiguration.LONGEST_STATEMENTS, giveRefunds::takeDue);
    }
}
