package dev.ares.local.nacos;

import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Puts the servers of this package in the place of Nacos' own. */
@Configuration(proxyBeanMethods = false)
public class LoopbackConfiguration {

    @Bean
    static BeanFactoryPostProcessor grpcServersOnLoopback() {
        return beans -> {
            replace(beans.getBeanDefinition("grpcSdkServer"), LoopbackGrpcSdkServer.class);
            replace(beans.getBeanDefinition("grpcClusterServer"), NoGrpcClusterServer.class);
        };
    }

    private static void replace(BeanDefinition definition, Class<?> type) {
        definition.setBeanClassName(type.getName());
    }
}
