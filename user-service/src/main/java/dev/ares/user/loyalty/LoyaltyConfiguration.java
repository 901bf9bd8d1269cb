package dev.ares.user.loyalty;

import java.time.Clock;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.r2dbc.core.DatabaseClient;

import dev.ares.contracts.MessageFiles;
import dev.ares.contracts.Topics;
import dev.ares.contracts.order.v1.OrderConfirmed;
import dev.ares.contracts.order.v1.OrderRefunded;
import dev.ares.contracts.user.v1.HoldPoints;
import dev.ares.contracts.user.v1.ReturnPoints;
import dev.ares.faults.Commits;
import dev.ares.messaging.Outbox;
import dev.ares.messaging.Subscription;
import dev.ares.messaging.operator.MessageTypes;

/** The loyalty feature's beans; here, so that its classes need not be public. */
@Configuration(proxyBeanMethods = false)
class LoyaltyConfiguration {

    private static final String READER = "user-service";

    @Bean
    PointsAccounts pointsAccounts(DatabaseClient database) {
        return new PointsAccounts(database);
    }

    @Bean
    GrantPoints grantPoints(DatabaseClient database, Commits commits, Clock clock) {
        return new GrantPoints(database, commits.named("grant points"), clock);
    }

    /** So that operators read payloads as JSON. */
    @Bean
    MessageTypes messageTypes() {
        return MessageTypes.of(MessageFiles.all());
    }

    @Bean
    PointsStore pointsStore(DatabaseClient database, Clock clock) {
        return new PointsStore(database, clock);
    }

    @Bean
    PointsMessages pointsMessages(PointsStore store, Outbox outbox) {
        return new PointsMessages(store, outbox);
    }

    @Bean
    RefundMessages refundMessages(PointsStore store, DatabaseClient database, Clock clock, Outbox outbox) {
        return new RefundMessages(store, new RefundStore(database, clock), outbox);
    }

    @Bean
    Subscription pointsCommands(PointsMessages points) {
        return Subscription.to(Topics.USER_COMMANDS, READER)
                .on(HoldPoints.getDefaultInstance(), points::hold)
                .on(ReturnPoints.getDefaultInstance(), points::giveBack)
                .build();
    }

    @Bean
    Subscription orderEvents(PointsMessages points, RefundMessages refunds) {
        return Subscription.to(Topics.ORDER_EVENTS, READER)
                .on(OrderConfirmed.getDefaultInstance(), points::settle)
                .on(OrderRefunded.getDefaultInstance(), refunds::refund)
                .build();
    }
}
