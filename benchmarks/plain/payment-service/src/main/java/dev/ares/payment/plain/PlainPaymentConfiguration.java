package dev.ares.payment.plain;

import java.time.Clock;

import io.r2dbc.spi.ConnectionFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.r2dbc.core.DatabaseClient;

import dev.ares.payment.application.PaymentProvider;
import dev.ares.web.grpc.GrpcAnswers;

/** What the payment service has more. */
@AutoConfiguration(afterName = "dev.ares.web.grpc.GrpcServerEdgeAutoConfiguration")
class PlainPaymentConfiguration {

    @Bean
    PlainPaymentsService plainPaymentsService(
            PaymentProvider provider, ConnectionFactory connections, Clock clock, GrpcAnswers answers) {
        DatabaseClient database = DatabaseClient.builder()
                .connectionFactory(connections)
                .namedParameters(false)
                .build();
        return new PlainPaymentsService(new PayAtOnce(provider, database, clock), answers);
    }
}
