package dev.ares.traffic;

import io.grpc.ManagedChannel;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;

import dev.ares.faults.InjectedFaults;

/** Where fault switches are there and on, a client interceptor through which calls go wrong. The gateway has none. */
@AutoConfiguration
@ConditionalOnClass({ManagedChannel.class, InjectedFaults.class})
@ConditionalOnProperty("ares.faults.enabled")
public class UnreliableGrpcAutoConfiguration {

    @Bean
    UnreliableGrpc unreliableGrpc(InjectedFaults faults) {
        return new UnreliableGrpc(faults);
    }
}
