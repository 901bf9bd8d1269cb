package dev.ares.traffic;

import io.grpc.ManagedChannel;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.cloud.client.discovery.DiscoveryClient;
import org.springframework.context.annotation.Bean;

import dev.ares.faults.InjectedFaults;

/**
 * Offers {@link ServiceChannels} over whatever discovery client the service runs with; and, where fault switches are on, a
 * client interceptor through which calls go wrong.
 */
@AutoConfiguration
@ConditionalOnClass(ManagedChannel.class)
@EnableConfigurationProperties(TrafficSettings.class)
public class TrafficAutoConfiguration {

    @Bean
    @ConditionalOnMissingBean
    ServiceChannels serviceChannels(DiscoveryClient discovery, TrafficSettings settings) {
        return new ServiceChannels(discovery, settings);
    }

    @Bean
    @ConditionalOnProperty("ares.faults.enabled")
    UnreliableCalls unreliableCalls(InjectedFaults faults) {
        return new UnreliableCalls(faults);
    }
}
