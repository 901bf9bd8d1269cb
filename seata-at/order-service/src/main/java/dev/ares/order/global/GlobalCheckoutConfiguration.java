package dev.ares.order.global;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

import io.grpc.Channel;
import io.grpc.ClientInterceptor;
import io.r2dbc.spi.ConnectionFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

import dev.ares.contracts.inventory.v1.StockBranchGrpc;
import dev.ares.contracts.payment.v1.AuthorisationsGrpc;
import dev.ares.faults.Commits;
import dev.ares.messaging.Outbox;
import dev.ares.order.adapter.messaging.CommandSender;
import dev.ares.order.adapter.metrics.OrderMetrics;
import dev.ares.order.adapter.postgres.StateJson;
import dev.ares.order.application.OrderSignals;
import dev.ares.order.application.SettleOrders;
import dev.ares.order.application.StartRefunds;
import dev.ares.order.domain.OrderId;
import dev.ares.order.saga.CheckoutOutcomes;
import dev.ares.order.saga.CheckoutState;
import dev.ares.saga.SagaEngine;
import dev.ares.saga.SagaOrchestrator;
import dev.ares.saga.SagaReply;
import dev.ares.seata.BranchDatabase;
import dev.ares.traffic.ServiceChannels;

/**
 * What the order service has more, and otherwise, when Seata coordinates checkouts. The sale is imported by its class: of
 * beans that methods make, Seata sees no annotations.
 */
@AutoConfiguration(afterName = "dev.ares.seata.BranchAutoConfiguration")
@EnableConfigurationProperties(GlobalCheckoutSettings.class)
@Import(GlobalSale.class)
class GlobalCheckoutConfiguration {

    private static final String PAYMENT = "payment-service";

    /** Questions to the coordinator are for attempts after the first: few. */
    private static final int QUESTIONS = 4;

    @Bean(destroyMethod = "dispose")
    Scheduler checkoutThreads(GlobalCheckoutSettings settings) {
        return Schedulers.newBoundedElastic(settings.threads(), settings.waiting(), "checkout");
    }

    @Bean(destroyMethod = "dispose")
    Scheduler coordinatorThreads(GlobalCheckoutSettings settings) {
        return Schedulers.newBoundedElastic(QUESTIONS, settings.waiting() * settings.threads(), "coordinator");
    }

    @Bean
    Decisions decisions(
            BranchDatabase branches,
            ConnectionFactory connections,
            @Qualifier("coordinatorThreads") Scheduler threads) {
        DatabaseClient database = DatabaseClient.builder()
                .connectionFactory(connections)
                .namedParameters(false)
                .build();
        return new Decisions(branches, database, threads);
    }

    @Bean
    Stock stock(@Qualifier("inventoryChannel") Channel inventory) {
        return new GrpcStock(StockBranchGrpc.newBlockingStub(inventory));
    }

    @Bean
    AttemptCheckout attemptCheckout(
            Decisions decisions,
            Stock stock,
            GlobalSale sale,
            ServiceChannels channels,
            ObjectProvider<ClientInterceptor> interceptors) {
        Channel payment = channels.open(PAYMENT, interceptors.orderedStream().toArray(ClientInterceptor[]::new));
        return new AttemptCheckout(
                decisions, new GrpcAuthorisations(AuthorisationsGrpc.newBlockingStub(payment)), stock, sale);
    }

    /** The outcomes go to the checkouts, which are made of this: hence asked for late. */
    @Bean
    RunCheckouts runCheckouts(
            AttemptCheckout attempt,
            @Qualifier("checkoutThreads") Scheduler threads,
            ObjectProvider<SagaOrchestrator<CheckoutState>> checkout,
            OrderSignals signals,
            Commits commits) {
        TransactionalOperator transaction = commits.named("apply decisions");
        return new RunCheckouts(attempt, threads, outcomes -> checkout.getObject()
                .handle(outcomes)
                .then(signals.changedOnCommit(orders(outcomes)))
                .as(transaction::transactional));
    }

    /** In the place of the saga's. */
    @Bean
    SagaOrchestrator<CheckoutState> checkout(
            SagaEngine engine,
            Outbox outbox,
            RunCheckouts run,
            SettleOrders settle,
            StartRefunds refunds,
            OrderMetrics metrics) {
        return engine.orchestrate(
                GlobalCheckout.CHECKOUT,
                new StateJson<>(CheckoutState.class),
                new GlobalCommands(CommandSender.ofCheckouts(outbox), run::offer),
                metrics.counted(new CheckoutOutcomes(settle, refunds)));
    }

    private static Set<OrderId> orders(List<SagaReply> outcomes) {
        Set<OrderId> orders = new HashSet<>();
        outcomes.forEach(outcome -> orders.add(new OrderId(outcome.sagaId())));
        return orders;
    }
}
