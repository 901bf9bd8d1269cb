package dev.ares.inventory.config;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.r2dbc.core.DatabaseClient;

import dev.ares.inventory.adapter.postgres.PostgresProducts;
import dev.ares.inventory.adapter.postgres.PostgresReservations;
import dev.ares.inventory.adapter.postgres.PostgresStockLedger;
import dev.ares.inventory.adapter.postgres.PostgresStockLevels;
import dev.ares.inventory.adapter.postgres.PostgresStockReturns;

/** The stores of the application's ports. */
@Configuration(proxyBeanMethods = false)
class StoreConfiguration {

    @Bean
    PostgresProducts products(DatabaseClient database) {
        return new PostgresProducts(database);
    }

    @Bean
    PostgresStockLevels stockLevels(DatabaseClient database) {
        return new PostgresStockLevels(database);
    }

    @Bean
    PostgresStockLedger stockLedger(DatabaseClient database) {
        return new PostgresStockLedger(database);
    }

    @Bean
    PostgresReservations reservations(DatabaseClient database) {
        return new PostgresReservations(database);
    }

    @Bean
    PostgresStockReturns stockReturns(DatabaseClient database) {
        return new PostgresStockReturns(database);
    }
}
