package dev.ares.order.config;

import java.time.Clock;

import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import dev.ares.contracts.MessageFiles;
import dev.ares.messaging.Outbox;
import dev.ares.messaging.Subscription;
import dev.ares.messaging.operator.MessageTypes;
import dev.ares.order.adapter.messaging.CheckoutReplies;
import dev.ares.order.adapter.messaging.CommandSender;
import dev.ares.order.adapter.messaging.RefundReplies;
import dev.ares.order.adapter.metrics.OrderMetrics;
import dev.ares.order.adapter.postgres.StateJson;
import dev.ares.order.application.Checkouts;
import dev.ares.order.application.OrderSignals;
import dev.ares.order.application.Refunds;
import dev.ares.order.application.SettleOrders;
import dev.ares.order.application.StartRefunds;
import dev.ares.order.application.Timelines;
import dev.ares.order.saga.CheckoutOutcomes;
import dev.ares.order.saga.CheckoutSaga;
import dev.ares.order.saga.CheckoutState;
import dev.ares.order.saga.OrderTimelines;
import dev.ares.order.saga.SagaCheckouts;
import dev.ares.saga.SagaEngine;
import dev.ares.saga.SagaOrchestrator;
import dev.ares.saga.SagaReader;
import dev.ares.settings.LiveSettings;
import dev.ares.settings.LiveSettingsFactory;

/** The checkout saga between its table of steps, the message table and the orders. */
@Configuration(proxyBeanMethods = false)
class CheckoutConfiguration {

    /** The consumer group: every replica reads a share of the replies. */
    private static final String READER = "order-service";

    /** Seata has another table of steps: docs/decisions/seata-at.md. */
    @Bean
    @ConditionalOnProperty(name = "ares.checkout.coordinator", havingValue = "saga", matchIfMissing = true)
    SagaOrchestrator<CheckoutState> checkout(
            SagaEngine engine, Outbox outbox, SettleOrders settle, StartRefunds refunds, OrderMetrics metrics) {
        return engine.orchestrate(
                CheckoutSaga.CHECKOUT,
                new StateJson<>(CheckoutState.class),
                CommandSender.ofCheckouts(outbox),
                metrics.counted(new CheckoutOutcomes(settle, refunds)));
    }

    @Bean
    OrderMetrics orderMetrics(MeterRegistry registry, Clock clock) {
        return new OrderMetrics(registry, clock);
    }

    @Bean
    Subscription replies(SagaOrchestrator<CheckoutState> checkout, OrderSignals signals, RefundReplies refunds) {
        return new CheckoutReplies(checkout, signals).subscription(READER, refunds);
    }

    /** So that operators read payloads as JSON. */
    @Bean
    MessageTypes messageTypes() {
        return MessageTypes.of(MessageFiles.all());
    }

    @Bean
    LiveSettings<StockPolicySettings> stockPolicySettings(LiveSettingsFactory live) {
        return live.follow(StockPolicySettings.PREFIX, StockPolicySettings.class);
    }

    @Bean
    Checkouts checkouts(
            SagaOrchestrator<CheckoutState> checkout,
            LiveSettings<StockPolicySettings> stockPolicy,
            OrderMetrics metrics) {
        return metrics.counted(
                new SagaCheckouts(checkout, id -> stockPolicy.get().of(id)));
    }

    @Bean
    Timelines timelines(SagaReader sagas, Refunds refunds) {
        return new OrderTimelines(sagas, refunds);
    }
}
