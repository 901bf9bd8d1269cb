package dev.ares.order.config;

import java.time.Clock;

import io.micrometer.core.instrument.MeterRegistry;
import io.r2dbc.spi.ConnectionFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.r2dbc.core.DatabaseClient;

import dev.ares.faults.Commits;
import dev.ares.messaging.Outbox;
import dev.ares.order.adapter.messaging.CommandSender;
import dev.ares.order.adapter.messaging.RefundReplies;
import dev.ares.order.adapter.metrics.RefundMetrics;
import dev.ares.order.adapter.postgres.PostgresRefunds;
import dev.ares.order.adapter.postgres.StateJson;
import dev.ares.order.application.Checkouts;
import dev.ares.order.application.FindRefunds;
import dev.ares.order.application.HonourCancels;
import dev.ares.order.application.OrderSignals;
import dev.ares.order.application.Orders;
import dev.ares.order.application.Refunds;
import dev.ares.order.application.Repayments;
import dev.ares.order.application.RequestRefund;
import dev.ares.order.application.SettleRefunds;
import dev.ares.order.application.StartRefunds;
import dev.ares.order.saga.RefundOutcomes;
import dev.ares.order.saga.RefundSaga;
import dev.ares.order.saga.RefundState;
import dev.ares.order.saga.SagaRepayments;
import dev.ares.saga.SagaEngine;
import dev.ares.saga.SagaOrchestrator;

/** The refund saga between its table of steps, the message table and the orders. */
@Configuration(proxyBeanMethods = false)
class RefundConfiguration {

    @Bean
    PostgresRefunds refunds(ConnectionFactory connections) {
        return new PostgresRefunds(DatabaseClient.builder()
                .connectionFactory(connections)
                .namedParameters(false)
                .build());
    }

    @Bean
    SettleRefunds settleRefunds(
            Orders orders, Refunds refunds, OrderSignals signals, ObjectProvider<HonourCancels> cancels, Clock clock) {
        return new SettleRefunds(orders, refunds, signals, cancels::getObject, clock);
    }

    @Bean
    HonourCancels honourCancels(Orders orders, Refunds refunds, Checkouts checkouts, StartRefunds start) {
        return new HonourCancels(orders, refunds, checkouts, start);
    }

    @Bean
    SagaOrchestrator<RefundState> refund(SagaEngine engine, Outbox outbox, SettleRefunds settle, MeterRegistry meters) {
        return engine.orchestrate(
                RefundSaga.REFUND,
                new StateJson<>(RefundState.class),
                CommandSender.ofRefunds(outbox),
                new RefundMetrics(meters).counted(new RefundOutcomes(settle)));
    }

    @Bean
    RefundReplies refundReplies(SagaOrchestrator<RefundState> refund, OrderSignals signals) {
        return new RefundReplies(refund, signals);
    }

    @Bean
    Repayments repayments(SagaOrchestrator<RefundState> refund) {
        return new SagaRepayments(refund);
    }

    @Bean
    StartRefunds startRefunds(Orders orders, Refunds refunds, Repayments repayments, Clock clock) {
        return new StartRefunds(orders, refunds, repayments, clock);
    }

    @Bean
    RequestRefund requestRefund(
            Orders orders,
            Refunds refunds,
            Checkouts checkouts,
            Repayments repayments,
            OrderSignals signals,
            Commits commits,
            Clock clock) {
        return new RequestRefund(
                orders, refunds, checkouts, repayments, signals, commits.named("request refund"), clock);
    }

    @Bean
    FindRefunds findRefunds(Orders orders, Refunds refunds) {
        return new FindRefunds(orders, refunds);
    }
}
