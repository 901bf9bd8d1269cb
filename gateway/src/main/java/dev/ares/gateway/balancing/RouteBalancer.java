package dev.ares.gateway.balancing;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;

import org.jspecify.annotations.Nullable;
import org.springframework.cloud.client.ServiceInstance;
import org.springframework.cloud.client.loadbalancer.EmptyResponse;
import org.springframework.cloud.client.loadbalancer.Request;
import org.springframework.cloud.client.loadbalancer.RequestData;
import org.springframework.cloud.client.loadbalancer.RequestDataContext;
import org.springframework.cloud.client.loadbalancer.Response;
import org.springframework.cloud.gateway.route.Route;
import org.springframework.cloud.gateway.support.ServerWebExchangeUtils;
import org.springframework.cloud.loadbalancer.core.ReactorServiceInstanceLoadBalancer;
import org.springframework.cloud.loadbalancer.core.ServiceInstanceListSupplier;
import reactor.core.publisher.Mono;

import dev.ares.gateway.balancing.RoutePolicies.Running;
import dev.ares.settings.LiveSettings;
import dev.ares.traffic.balance.Candidate;
import dev.ares.traffic.balance.Member;
import dev.ares.traffic.balance.Members;

/** Chooses among the instances of one service that may answer the request, by the policy of its route. */
final class RouteBalancer implements ReactorServiceInstanceLoadBalancer {

    /** Nacos' weight of an instance, as its discovery client hands it on. */
    private static final String WEIGHT = "nacos.weight";

    private final ServiceInstanceListSupplier instances;
    private final Members members;
    private final RoutePolicies policies;
    private final LiveSettings<BalancingSettings> settings;
    private final LongSupplier nanoTime;

    RouteBalancer(
            ServiceInstanceListSupplier instances,
            Members members,
            RoutePolicies policies,
            LiveSettings<BalancingSettings> settings,
            LongSupplier nanoTime) {
        this.instances = instances;
        this.members = members;
        this.policies = policies;
        this.settings = settings;
        this.nanoTime = nanoTime;
    }

    @Override
    @SuppressWarnings("rawtypes") // as the interface has it
    public Mono<Response<ServiceInstance>> choose(Request request) {
        RequestData asked =
                request.getContext() instanceof RequestDataContext context ? context.getClientRequest() : null;
        return instances.get(request).next().map(found -> choose(found, asked)).defaultIfEmpty(new EmptyResponse());
    }

    private Response<ServiceInstance> choose(List<ServiceInstance> found, @Nullable RequestData asked) {
        Running running = policies.of(asked == null ? null : route(asked.getAttributes()));
        List<Choice> choices = new ArrayList<>(found.size());
        List<Candidate> candidates = new ArrayList<>(found.size());
        long now = nanoTime.getAsLong();
        for (ServiceInstance instance : found) {
            double weight = weight(instance);
            if (weight > 0) {
                Member member = members.memberOrLeft(InRotation.id(instance), now);
                choices.add(new Choice(instance, member, members));
                candidates.add(member.candidate(
                        running.settings().weight(weight), now, settings.get().slowStart()));
            }
        }
        return choices.isEmpty()
                ? new EmptyResponse()
                : choices.get(running.policy()
                        .choose(candidates, running.settings().hashBy().key(asked)));
    }

    private static @Nullable String route(Map<String, Object> attributes) {
        return attributes.get(ServerWebExchangeUtils.GATEWAY_ROUTE_ATTR) instanceof Route route ? route.getId() : null;
    }

    /** 1 where the registry says nothing that is a number; not more than a million, so that shares stay numbers. */
    private static double weight(ServiceInstance instance) {
        Map<String, String> metadata = instance.getMetadata();
        try {
            double weight = Double.parseDouble(metadata == null ? "1" : metadata.getOrDefault(WEIGHT, "1"));
            return Double.isNaN(weight) ? 1 : Math.min(weight, 1e6);
        } catch (NumberFormatException unreadable) {
            return 1;
        }
    }
}
