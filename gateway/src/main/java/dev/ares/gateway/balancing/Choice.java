package dev.ares.gateway.balancing;

import org.springframework.cloud.client.ServiceInstance;
import org.springframework.cloud.client.loadbalancer.Response;

import dev.ares.traffic.balance.Member;
import dev.ares.traffic.balance.Members;

/** The instance that a request goes to, and what is known of it. */
record Choice(ServiceInstance instance, Member member, Members members) implements Response<ServiceInstance> {

    @Override
    public boolean hasServer() {
        return true;
    }

    @Override
    public ServiceInstance getServer() {
        return instance;
    }
}
