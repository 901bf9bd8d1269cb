package dev.ares.inventory.plain;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.context.annotation.Bean;

import dev.ares.faults.Commits;
import dev.ares.inventory.application.Reservations;
import dev.ares.inventory.application.StockLevels;
import dev.ares.web.grpc.GrpcAnswers;

/** What the inventory service has more. What it does with messages stays: confirmations commit what was reserved. */
@AutoConfiguration(afterName = "dev.ares.web.grpc.GrpcServerEdgeAutoConfiguration")
class PlainInventoryConfiguration {

    @Bean
    PlainStockService plainStockService(
            Reservations reservations, StockLevels levels, Commits commits, GrpcAnswers answers) {
        return new PlainStockService(
                new ReserveAtOnce(reservations, levels, commits.named("reserve at once")), answers);
    }
}
