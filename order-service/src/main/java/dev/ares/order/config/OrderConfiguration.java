package dev.ares.order.config;

import java.security.SecureRandom;
import java.time.Clock;

import io.r2dbc.spi.ConnectionFactory;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.r2dbc.core.DatabaseClient;

import dev.ares.faults.Commits;
import dev.ares.messaging.GroupCommit;
import dev.ares.messaging.Traces;
import dev.ares.order.adapter.postgres.PostgresOrders;
import dev.ares.order.application.CancelOrder;
import dev.ares.order.application.Checkouts;
import dev.ares.order.application.CustomerProfiles;
import dev.ares.order.application.FindOrders;
import dev.ares.order.application.FollowOrder;
import dev.ares.order.application.NewOrder;
import dev.ares.order.application.NewOrders;
import dev.ares.order.application.OrderSignals;
import dev.ares.order.application.Orders;
import dev.ares.order.application.PlaceOrder;
import dev.ares.order.application.Prices;
import dev.ares.order.application.SettleOrders;
import dev.ares.order.application.StartRefunds;
import dev.ares.order.application.Timelines;
import dev.ares.order.application.WriteOrders;

/** The use cases and where orders are kept. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(OrderSettings.class)
@Import({
    CheckoutConfiguration.class,
    DegradationConfiguration.class,
    RefundConfiguration.class,
    RemoteConfiguration.class,
    WebConfiguration.class
})
public class OrderConfiguration {

    @Bean
    Clock clock() {
        return Clock.systemUTC();
    }

    /** Statements use PostgreSQL's own {@code $1}; nothing is to be expanded. */
    @Bean
    PostgresOrders orders(ConnectionFactory connections) {
        return new PostgresOrders(DatabaseClient.builder()
                .connectionFactory(connections)
                .namedParameters(false)
                .build());
    }

    @Bean
    WarmUp warmUp(ConnectionFactory connections, Prices prices) {
        return new WarmUp(connections, prices);
    }

    @Bean
    OrderSignals orderSignals() {
        return new OrderSignals();
    }

    /** What came together shares a commit, so that a burst neither takes every connection nor pays for each order. */
    @Bean
    NewOrders newOrders(Orders orders, Checkouts checkouts, Commits commits, OrderSettings settings, Traces traces) {
        OrderSettings.Placing placing = settings.placing();
        WriteOrders write = new WriteOrders(orders, checkouts, commits.named("place order"));
        GroupCommit<NewOrder, Boolean> together = new GroupCommit<>(
                new GroupCommit.Limits(placing.largestBatch(), placing.waiting(), placing.longestWait()),
                placed -> placed.order().id().toString(),
                write::write,
                traces);
        return placed -> together.submit(placed).onErrorMap(GroupCommit.Busy.class, NewOrders.Busy::new);
    }

    @Bean
    PlaceOrder placeOrder(Orders orders, Prices prices, CustomerProfiles profiles, NewOrders newOrders, Clock clock) {
        return new PlaceOrder(orders, prices, profiles, newOrders, clock, new SecureRandom());
    }

    @Bean
    FindOrders findOrders(Orders orders) {
        return new FindOrders(orders);
    }

    @Bean
    CancelOrder cancelOrder(
            Orders orders,
            Checkouts checkouts,
            StartRefunds refunds,
            OrderSignals signals,
            Commits commits,
            Clock clock) {
        return new CancelOrder(orders, checkouts, refunds, signals, commits.named("cancel order"), clock);
    }

    @Bean
    FollowOrder followOrder(Orders orders, Timelines timelines, OrderSignals signals, OrderSettings settings) {
        return new FollowOrder(orders, timelines, signals, settings.following().lookInterval());
    }

    @Bean
    SettleOrders settleOrders(Orders orders, OrderSignals signals, Clock clock) {
        return new SettleOrders(orders, signals, clock);
    }
}
