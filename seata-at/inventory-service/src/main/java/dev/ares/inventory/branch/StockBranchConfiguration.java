package dev.ares.inventory.branch;

import java.util.stream.Collectors;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.grpc.server.GlobalServerInterceptor;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

import dev.ares.contracts.Topics;
import dev.ares.contracts.order.v1.OrderConfirmed;
import dev.ares.faults.Commits;
import dev.ares.inventory.adapter.postgres.PostgresStockLevels;
import dev.ares.inventory.application.StockLevels;
import dev.ares.inventory.application.StockNews;
import dev.ares.inventory.domain.Sku;
import dev.ares.messaging.Subscription;
import dev.ares.seata.BranchDatabase;
import dev.ares.seata.BranchSettings;
import dev.ares.seata.XidOfCalls;
import dev.ares.web.grpc.GrpcAnswers;

/** What the inventory service has more, and otherwise, when Seata coordinates checkouts. */
@AutoConfiguration(
        afterName = {"dev.ares.seata.BranchAutoConfiguration", "dev.ares.web.grpc.GrpcServerEdgeAutoConfiguration"})
class StockBranchConfiguration {

    private static final int WAITING = 1_000;

    /** Restocking, returns and sales that are taken back: few at a time. */
    private static final int QUESTIONS = 4;

    @Bean(destroyMethod = "dispose")
    Scheduler branches(BranchSettings settings) {
        return Schedulers.newBoundedElastic(settings.connections(), WAITING, "branch");
    }

    @Bean(destroyMethod = "dispose")
    Scheduler coordinatorThreads() {
        return Schedulers.newBoundedElastic(QUESTIONS, WAITING, "coordinator");
    }

    @Bean
    @GlobalServerInterceptor
    XidOfCalls xidOfCalls() {
        return new XidOfCalls();
    }

    @Bean
    StockBranchService stockBranchService(
            BranchDatabase database,
            @Qualifier("branches") Scheduler branches,
            SalesOnRecord onRecord,
            GrpcAnswers answers) {
        return new StockBranchService(new SellStock(database), branches, onRecord, answers);
    }

    @Bean
    SalesOnRecord salesOnRecord(DatabaseClient database, StockLevels levels, StockNews news, Commits commits) {
        return new SalesOnRecord(database, levels, news, commits.named("take back sale"));
    }

    /** In the place of the saga's, which would commit reservations that are committed already. */
    @Bean
    Subscription confirmationsSubscription(DatabaseClient database, StockNews news) {
        var announce = new AnnounceSales(new PostgresStockLevels(database), news);
        return Subscription.to(Topics.ORDER_EVENTS, "inventory-service")
                .on(
                        OrderConfirmed.getDefaultInstance(),
                        batch -> announce.of(batch.stream()
                                .flatMap(message -> message.body().getLinesList().stream())
                                .map(line -> new Sku(line.getSku()))
                                .collect(Collectors.toUnmodifiableSet())))
                .build();
    }

    @Bean
    static BeanPostProcessor stockUnderGlobalLocks(
            ObjectProvider<BranchDatabase> database,
            @Qualifier("coordinatorThreads") ObjectProvider<Scheduler> questions) {
        return new BeanPostProcessor() {
            @Override
            public Object postProcessAfterInitialization(Object bean, String name) {
                return bean instanceof PostgresStockLevels levels
                        ? new GloballyLockedStockLevels(levels, database.getObject(), questions.getObject())
                        : bean;
            }
        };
    }
}
