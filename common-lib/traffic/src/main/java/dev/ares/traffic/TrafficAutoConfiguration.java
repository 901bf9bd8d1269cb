package dev.ares.traffic;

import io.grpc.ManagedChannel;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.cloud.client.discovery.DiscoveryClient;
import org.springframework.context.annotation.Bean;

/** Offers {@link ServiceChannels} over whatever discovery client the service runs with. */
@AutoConfiguration
@ConditionalOnClass(ManagedChannel.class)
@EnableConfigurationProperties(TrafficSettings.class)
public class TrafficAutoConfiguration {

    @Bean
    @ConditionalOnMissingBean
    ServiceChannels serviceChannels(DiscoveryClient discovery, TrafficSettings settings) {
        return new ServiceChannels(discovery, settings);
    }
}
