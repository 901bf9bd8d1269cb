package dev.ares.inventory.config;

import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import dev.ares.contracts.MessageFiles;
import dev.ares.inventory.adapter.messaging.OutboxAnswers;
import dev.ares.inventory.adapter.messaging.OutboxStockNews;
import dev.ares.inventory.adapter.messaging.Subscriptions;
import dev.ares.inventory.adapter.metrics.CountedAnswers;
import dev.ares.inventory.application.Answers;
import dev.ares.inventory.application.ApplyReservations;
import dev.ares.inventory.application.AvailabilityView;
import dev.ares.inventory.application.ReturnStock;
import dev.ares.messaging.Outbox;
import dev.ares.messaging.Subscription;
import dev.ares.messaging.operator.MessageTypes;

/** What is read, and what is sent through the local message table. */
@Configuration(proxyBeanMethods = false)
class MessagingConfiguration {

    /** So that operators read payloads as JSON. */
    @Bean
    MessageTypes messageTypes() {
        return MessageTypes.of(MessageFiles.all());
    }

    @Bean
    Answers answers(Outbox outbox, MeterRegistry meters) {
        return new CountedAnswers(new OutboxAnswers(outbox), meters);
    }

    @Bean
    OutboxStockNews stockNews(Outbox outbox) {
        return new OutboxStockNews(outbox);
    }

    @Bean
    Subscription reservationsSubscription(ApplyReservations apply) {
        return Subscriptions.reservations(apply);
    }

    @Bean
    Subscription releasesSubscription(ApplyReservations apply) {
        return Subscriptions.releases(apply);
    }

    /** Where Seata coordinates, stock is sold when the order is confirmed: docs/decisions/seata-at.md. */
    @Bean
    @ConditionalOnProperty(name = "ares.checkout.coordinator", havingValue = "saga", matchIfMissing = true)
    Subscription confirmationsSubscription(ApplyReservations apply) {
        return Subscriptions.confirmations(apply);
    }

    @Bean
    Subscription returnsSubscription(ReturnStock returnStock) {
        return Subscriptions.returns(returnStock);
    }

    @Bean
    Subscription newsSubscription(AvailabilityView view) {
        return Subscriptions.news(view);
    }
}
