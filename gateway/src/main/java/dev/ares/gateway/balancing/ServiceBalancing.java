package dev.ares.gateway.balancing;

import java.util.function.LongSupplier;

import org.springframework.cloud.loadbalancer.core.ReactorServiceInstanceLoadBalancer;
import org.springframework.cloud.loadbalancer.core.ServiceInstanceListSupplier;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Primary;

import dev.ares.gateway.canary.Canaries;
import dev.ares.gateway.canary.CanaryInstances;
import dev.ares.settings.LiveSettings;

/**
 * In the context that each service's load balancer has for itself; so it must not be found by scanning. Primary, since some
 * balancers bring their own beside it.
 */
class ServiceBalancing {

    private static final LongSupplier NANO_TIME = System::nanoTime;

    /** From the cached list, in this order: who answers at all, whom the version rules allow. */
    @Bean
    @Primary
    ServiceInstanceListSupplier instancesForARequest(
            ConfigurableApplicationContext context, Canaries canaries, Services services, Ejections ejections) {
        return ServiceInstanceListSupplier.builder()
                .withDiscoveryClient()
                .withCaching()
                .with((any, all) ->
                        new InRotation(all, services.of(all.getServiceId()), ejections::isLeftAlone, NANO_TIME))
                .with((any, answering) -> new CanaryInstances(answering, canaries))
                .build(context);
    }

    @Bean
    @Primary
    ReactorServiceInstanceLoadBalancer routeBalancer(
            ServiceInstanceListSupplier instances,
            Services services,
            RoutePolicies policies,
            LiveSettings<BalancingSettings> balancingSettings) {
        return new RouteBalancer(
                instances, services.of(instances.getServiceId()), policies, balancingSettings, NANO_TIME);
    }
}
