package dev.ares.user.account;

import java.time.Clock;

import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.boot.sql.init.dependency.DependsOnDatabaseInitialization;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.r2dbc.core.DatabaseClient;

import dev.ares.faults.Commits;
import dev.ares.user.loyalty.PointsAccounts;

/** The account feature's beans; here, so that its classes need not be public. */
@Configuration(proxyBeanMethods = false)
class AccountConfiguration {

    @Bean
    Passwords passwords(PasswordSettings settings, MeterRegistry metrics) {
        return new Passwords(settings, metrics);
    }

    @Bean
    Accounts accounts(DatabaseClient database, Clock clock) {
        return new Accounts(database, clock);
    }

    @Bean
    ChangeRoles changeRoles(Accounts accounts, Commits commits) {
        return new ChangeRoles(accounts, commits.named("change roles"));
    }

    @Bean
    Credentials credentials(Accounts accounts, Passwords passwords, PasswordSettings settings) {
        return new Credentials(accounts, passwords, new FairShares(settings.shareOfAClient(), Passwords.RETRY_AFTER));
    }

    @Bean
    RegisterAccount registerAccount(Accounts accounts, PointsAccounts points, Passwords passwords, Commits commits) {
        return new RegisterAccount(accounts, points, passwords, commits.named("register account"));
    }

    @Bean
    @DependsOnDatabaseInitialization
    FirstAdmin firstAdmin(FirstAdminSettings settings, RegisterAccount registration, Accounts accounts) {
        return new FirstAdmin(settings, registration, accounts);
    }
}
