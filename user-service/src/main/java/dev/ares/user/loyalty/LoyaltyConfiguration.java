package dev.ares.user.loyalty;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.r2dbc.core.DatabaseClient;

/** The loyalty feature's beans; here, so that its classes need not be public. */
@Configuration(proxyBeanMethods = false)
class LoyaltyConfiguration {

    @Bean
    PointsAccounts pointsAccounts(DatabaseClient database) {
        return new PointsAccounts(database);
    }
}
