package dev.ares.order.config;

import io.grpc.Channel;
import io.grpc.ClientInterceptor;
import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.cloud.openfeign.EnableFeignClients;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

import dev.ares.cache.Caches;
import dev.ares.degradation.Degradation;
import dev.ares.degradation.Level;
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
    LiveSettings<OrderCaches> orderCaches(LiveSettingsFactory live) {
        return live.follow(OrderCaches.PREFIX, OrderCaches.class);
    }

    /** None of them is shared: docs/operations/cache.md says why. */
    @Bean
    Caches caches(MeterRegistry metrics) {
        return new Caches(metrics);
    }

    @Bean
    Channel inventoryChannel(ServiceChannels channels, ObjectProvider<ClientInterceptor> interceptors) {
        return channels.open(INVENTORY, interceptors.orderedStream().toArray(ClientInterceptor[]::new));
    }

    @Bean
    Prices prices(
            @Qualifier("inventoryChannel") Channel inventory,
            RemoteCalls calls,
            LiveSettings<OrderCalls> orderCalls,
            Caches caches,
            LiveSettings<OrderCaches> orderCaches) {
        return new GrpcPrices(
                inventory,
                calls.to(INVENTORY, orderCalls, OrderCalls::inventoryService),
                quotes -> caches.local("prices", sku -> sku, quotes, orderCaches, OrderCaches::prices));
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
            Caches caches,
            LiveSettings<OrderCaches> orderCaches,
            OrderSettings settings,
            Degradation degradation) {
        FeignCustomerProfiles profiles = new FeignCustomerProfiles(
                client,
                settings.profiles().longestWait(),
                feignThreads,
                calls.to(USER, orderCalls, OrderCalls::userService),
                loader -> caches.local("profiles", id -> id, loader, orderCaches, OrderCaches::profiles));
        // A receipt is not what an order needs: docs/operations/degradation.md.
        return userId -> degradation.level().reaches(Level.ESSENTIAL) ? profiles.known(userId) : profiles.email(userId);
    }
}
