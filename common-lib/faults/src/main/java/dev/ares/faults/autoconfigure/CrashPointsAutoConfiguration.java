package dev.ares.faults.autoconfigure;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.transaction.ReactiveTransactionManager;

import dev.ares.faults.Commits;
import dev.ares.faults.CrashPoints;
import dev.ares.faults.InjectedFaults;

/**
 * Gives commits their names, whether fault switches are on or not.
 *
 * <p>Boot's transaction manager does not say itself that it comes after the connections, so that is said here.
 */
@AutoConfiguration(
        after = FaultsAutoConfiguration.class,
        afterName = {
            "org.springframework.boot.r2dbc.autoconfigure.R2dbcAutoConfiguration",
            "org.springframework.boot.r2dbc.autoconfigure.R2dbcTransactionManagerAutoConfiguration"
        })
public class CrashPointsAutoConfiguration {

    @Bean
    CrashPoints crashPoints() {
        return new CrashPoints();
    }

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(ReactiveTransactionManager.class)
    @ConditionalOnBean(ReactiveTransactionManager.class)
    static class Database {

        @Bean
        Commits commits(
                ReactiveTransactionManager transactions, ObjectProvider<InjectedFaults> faults, CrashPoints points) {
            return new Commits(transactions, faults.getIfAvailable(() -> InjectedFaults.NONE), points);
        }
    }
}
