package dev.ares.traffic.nacos;

import com.alibaba.cloud.nacos.ConditionalOnNacosDiscoveryEnabled;
import com.alibaba.cloud.nacos.NacosDiscoveryProperties;
import com.alibaba.cloud.nacos.NacosServiceManager;
import com.alibaba.cloud.nacos.discovery.NacosDiscoveryAutoConfiguration;
import com.alibaba.cloud.nacos.discovery.NacosServiceDiscovery;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.cloud.client.ConditionalOnDiscoveryEnabled;
import org.springframework.context.annotation.Bean;

import dev.ares.traffic.TrafficSettings;

/** Takes the place of Nacos's own look-up, for gRPC, Feign and the gateway alike. */
@AutoConfiguration(before = NacosDiscoveryAutoConfiguration.class)
@ConditionalOnClass(NacosServiceDiscovery.class)
@ConditionalOnDiscoveryEnabled
@ConditionalOnNacosDiscoveryEnabled
@EnableConfigurationProperties(TrafficSettings.class)
public class CheckedDiscoveryAutoConfiguration {

    @Bean
    @ConditionalOnMissingBean
    NacosServiceDiscovery nacosServiceDiscovery(
            NacosDiscoveryProperties properties, NacosServiceManager nacos, TrafficSettings settings) {
        return new CheckedDiscovery(properties, nacos, settings.askAgain());
    }
}
