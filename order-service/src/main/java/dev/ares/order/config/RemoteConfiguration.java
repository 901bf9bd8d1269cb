package dev.ares.order.config;

import io.grpc.ClientInterceptor;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.cloud.openfeign.EnableFeignClients;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

import dev.ares.order.adapter.inventory.GrpcPrices;
import dev.ares.order.adapter.user.CustomerClient;
import dev.ares.order.adapter.user.FeignCustomerProfiles;
import dev.ares.order.application.CustomerProfiles;
import dev.ares.order.application.Prices;
import dev.ares.resilience.RemoteCalls;
import dev.ares.settings.LiveSettings;
import dev.ares.settings.LiveSettingsFactory;
import dev.ares.traffic.ServiceChannels;

/** The services that are asked. */
@Configuration(proxyBeanMethods = false)
@EnableFeignClients(clients = CustomerClient.class)
class RemoteConfiguration {

    private static final String INVENTORY = "inventory-service";
    private static final String USER = "user-service";

    /** Feign blocks: so many calls at once. More wait, as many as {@link OrderCalls} lets pass. */
    private static final int FEIGN_THREADS = 4;

    @Bean
    LiveSettings<OrderCalls> orderCalls(LiveSettingsFactory live) {
        return live.follow(OrderCalls.PREFIX, OrderCalls.class);
    }

    @Bean
    Prices prices(
            ServiceChannels channels,
            ObjectProvider<ClientInterceptor> interceptors,
            RemoteCalls calls,
            LiveSettings<OrderCalls> orderCalls,
            OrderSettings settings) {
        ClientInterceptor[] all = interceptors.orderedStream().toArray(ClientInterceptor[]::new);
        return new GrpcPrices(
                channels.open(INVENTORY, all),
                settings.prices().remembered(),
                calls.to(INVENTORY, orderCalls, OrderCalls::inventoryService));
    }

    @Bean(destroyMethod = "dispose")
    Scheduler feignThreads() {
        return Schedulers.newBoundedElastic(FEIGN_THREADS, Integer.MAX_VALUE, "feign");
    }

    @Bean
    CustomerProfiles customerProfiles(
            CustomerClient client,
            Scheduler feignThreads,
            RemoteCalls calls,
            LiveSettings<OrderCalls> orderCalls,
            OrderSettings settings) {
        OrderSettings.Profiles patience = settings.profiles();
        return new FeignCustomerProfiles(
                client,
                new FeignCustomerProfiles.Patience(patience.longestWait(), patience.remembered()),
                feignThreads,
                calls.to(USER, orderCalls, OrderCalls::userService));
    }
}
