package dev.ares.gateway.balancing;

import java.util.List;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;
import org.springframework.cloud.client.ServiceInstance;
import org.springframework.cloud.client.loadbalancer.Request;
import org.springframework.cloud.loadbalancer.core.DelegatingServiceInstanceListSupplier;
import org.springframework.cloud.loadbalancer.core.ServiceInstanceListSupplier;
import reactor.core.publisher.Flux;

import dev.ares.traffic.balance.Member;
import dev.ares.traffic.balance.Members;

/**
 * What the registry says, without those that are left alone. Where that leaves nobody, all: an instance that may be dead is
 * better than a certain 503.
 */
final class InRotation extends DelegatingServiceInstanceListSupplier {

    private final Members members;
    private final Predicate<Member> leftAlone;
    private final LongSupplier nanoTime;
    private volatile @Nullable List<ServiceInstance> latest;

    InRotation(ServiceInstanceListSupplier all, Members members, Predicate<Member> leftAlone, LongSupplier nanoTime) {
        super(all);
        this.members = members;
        this.leftAlone = leftAlone;
        this.nanoTime = nanoTime;
    }

    /** Host and port. */
    static String id(ServiceInstance instance) {
        return instance.getHost() + ":" + instance.getPort();
    }

    @Override
    public Flux<List<ServiceInstance>> get() {
        return delegate.get().map(this::inRotation);
    }

    @Override
    @SuppressWarnings("rawtypes") // as the interface has it
    public Flux<List<ServiceInstance>> get(Request request) {
        return delegate.get(request).map(this::inRotation);
    }

    @SuppressWarnings("ReferenceEquality") // the cache hands out the same list until it asks again
    private List<ServiceInstance> inRotation(List<ServiceInstance> all) {
        if (all != latest) {
            Set<String> ids = all.stream().map(InRotation::id).collect(Collectors.toSet());
            members.are(ids, nanoTime.getAsLong());
            latest = all;
        }
        List<ServiceInstance> some = all.stream().filter(this::isIn).toList();
        return some.isEmpty() ? all : some;
    }

    private boolean isIn(ServiceInstance instance) {
        return members.member(id(instance)).filter(leftAlone).isEmpty();
    }
}
