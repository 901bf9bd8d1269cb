package dev.ares.gateway.canary;

import java.util.List;
import java.util.Map;

import org.springframework.cloud.client.ServiceInstance;
import org.springframework.cloud.client.loadbalancer.Request;
import org.springframework.cloud.client.loadbalancer.RequestData;
import org.springframework.cloud.client.loadbalancer.RequestDataContext;
import org.springframework.cloud.client.loadbalancer.Response;
import org.springframework.cloud.gateway.support.ServerWebExchangeUtils;
import org.springframework.cloud.loadbalancer.core.DelegatingServiceInstanceListSupplier;
import org.springframework.cloud.loadbalancer.core.ServiceInstanceListSupplier;
import reactor.core.publisher.Flux;

/**
 * Leaves the balancer, whichever it is, those instances that may answer the visitor. Another attempt for the same request
 * may go to any version, but not again to the instance that did not take the connection, where there is another.
 */
public final class CanaryInstances extends DelegatingServiceInstanceListSupplier {

    private final Canaries canaries;

    public CanaryInstances(ServiceInstanceListSupplier all, Canaries canaries) {
        super(all);
        this.canaries = canaries;
    }

    @Override
    public Flux<List<ServiceInstance>> get() {
        return delegate.get();
    }

    @Override
    @SuppressWarnings("rawtypes") // as the interface has it
    public Flux<List<ServiceInstance>> get(Request request) {
        Flux<List<ServiceInstance>> all = delegate.get(request);
        RequestData asked =
                request.getContext() instanceof RequestDataContext context ? context.getClientRequest() : null;
        return asked == null ? all : all.map(instances -> among(instances, asked.getAttributes()));
    }

    private List<ServiceInstance> among(List<ServiceInstance> instances, Map<String, Object> attributes) {
        if (attributes.get(ServerWebExchangeUtils.GATEWAY_LOADBALANCER_RESPONSE_ATTR) instanceof Response<?> before
                && before.getServer() instanceof ServiceInstance tried) {
            List<ServiceInstance> others = instances.stream()
                    .filter(each -> !(each.getHost().equals(tried.getHost()) && each.getPort() == tried.getPort()))
                    .toList();
            return others.isEmpty() ? instances : others;
        }
        return Visitor.of(attributes)
                .map(visitor -> canaries.among(getServiceId(), instances, visitor))
                .orElse(instances);
    }
}
