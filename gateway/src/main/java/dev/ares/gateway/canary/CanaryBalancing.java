package dev.ares.gateway.canary;

import org.springframework.cloud.loadbalancer.core.ServiceInstanceListSupplier;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Primary;

/** In the context that each service's load balancer has for itself; so it must not be found by scanning. */
class CanaryBalancing {

    /** What the load balancer would have by itself, then the choice: that depends on the request, so it comes after the cache. */
    @Bean
    @Primary // some balancers bring their own beside it
    ServiceInstanceListSupplier canaryInstances(ConfigurableApplicationContext context, Canaries canaries) {
        return ServiceInstanceListSupplier.builder()
                .withDiscoveryClient()
                .withCaching()
                .with((service, all) -> new CanaryInstances(all, canaries))
                .build(context);
    }
}
