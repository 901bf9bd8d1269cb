package dev.ares.saga.autoconfigure;

import java.time.Clock;
import java.util.List;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.r2dbc.core.DatabaseClient;

import dev.ares.faults.Commits;
import dev.ares.saga.SagaEngine;
import dev.ares.saga.SagaMetrics;
import dev.ares.saga.SagaOrchestrator;
import dev.ares.saga.SagaReader;
import dev.ares.saga.SagaStore;
import dev.ares.saga.SagaSweeper;
import dev.ares.saga.postgres.PostgresSagaReader;
import dev.ares.saga.postgres.PostgresSagaStore;

/** The engine over PostgreSQL, and a sweeper over every {@link SagaOrchestrator} bean. */
@AutoConfiguration(
        afterName = {
            "org.springframework.boot.r2dbc.autoconfigure.R2dbcAutoConfiguration",
            "org.springframework.boot.r2dbc.autoconfigure.R2dbcTransactionManagerAutoConfiguration",
            "org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration"
        })
@EnableConfigurationProperties(SagaProperties.class)
public class SagaAutoConfiguration {

    @Bean
    @ConditionalOnMissingBean
    SagaStore sagaStore(DatabaseClient database) {
        return new PostgresSagaStore(database);
    }

    @Bean
    @ConditionalOnMissingBean
    SagaReader sagaReader(DatabaseClient database) {
        return new PostgresSagaReader(database);
    }

    @Bean
    SagaEngine sagaEngine(
            SagaStore store,
            Commits commits,
            SagaProperties properties,
            ObjectProvider<Clock> clock,
            ObjectProvider<MeterRegistry> meters) {
        return new SagaEngine(
                store,
                commits.manager("saga turn"),
                properties.timing(),
                clock.getIfAvailable(Clock::systemUTC),
                new SagaMetrics(meters.getIfAvailable(SimpleMeterRegistry::new)));
    }

    @Bean
    @ConditionalOnBean(MeterRegistry.class)
    SagaGauges sagaGauges(SagaEngine engine, SagaReader reader, MeterRegistry meters) {
        return new SagaGauges(engine, reader, meters);
    }

    @Bean
    SagaSweeper sagaSweeper(ObjectProvider<SagaOrchestrator<?>> sagas, SagaProperties properties) {
        List<SagaOrchestrator<?>> all = sagas.orderedStream().toList();
        return new SagaSweeper(
                all, properties.timing(), properties.sweepPause(), properties.sweepLimit(), properties.longestSweep());
    }
}
