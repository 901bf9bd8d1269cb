package dev.ares.order.config;

import io.github.resilience4j.bulkhead.ThreadPoolBulkheadRegistry;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import io.github.resilience4j.retry.RetryRegistry;
import io.grpc.ClientInterceptor;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.cloud.openfeign.EnableFeignClients;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import dev.ares.order.adapter.inventory.GrpcPrices;
import dev.ares.order.adapter.user.CustomerClient;
import dev.ares.order.adapter.user.FeignCustomerProfiles;
import dev.ares.order.application.CustomerProfiles;
import dev.ares.order.application.Prices;
import dev.ares.traffic.ServiceChannels;

/** The services that are asked, and how patiently: names here are names under {@code resilience4j}. */
@Configuration(proxyBeanMethods = false)
@EnableFeignClients(clients = CustomerClient.class)
class RemoteConfiguration {

    private static final String INVENTORY = "inventory-service";
    private static final String USER = "user-service";

    @Bean
    Prices prices(
            ServiceChannels channels,
            ObjectProvider<ClientInterceptor> interceptors,
            RetryRegistry retries,
            CircuitBreakerRegistry breakers,
            OrderSettings settings) {
        ClientInterceptor[] all = interceptors.orderedStream().toArray(ClientInterceptor[]::new);
        OrderSettings.Prices patience = settings.prices();
        return new GrpcPrices(
                channels.open(INVENTORY, all),
                new GrpcPrices.Patience(patience.deadline(), patience.remembered()),
                retries.retry(INVENTORY),
                breakers.circuitBreaker(INVENTORY));
    }

    @Bean
    CustomerProfiles customerProfiles(
            CustomerClient client,
            ThreadPoolBulkheadRegistry bulkheads,
            CircuitBreakerRegistry breakers,
            OrderSettings settings) {
        OrderSettings.Profiles patience = settings.profiles();
        return new FeignCustomerProfiles(
                client,
                new FeignCustomerProfiles.Patience(patience.longestWait(), patience.remembered()),
                bulkheads.bulkhead(USER),
                breakers.circuitBreaker(USER));
    }
}
