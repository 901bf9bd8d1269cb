package dev.ares.local.seata;

import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Puts the runner of this package in the place of Seata's own. */
@Configuration(proxyBeanMethods = false)
public class CoordinatorConfiguration {

    @Bean
    static BeanFactoryPostProcessor coordinatorRunner() {
        return beans -> beans.getBeanDefinition("serverRunner").setBeanClassName(CoordinatorRunner.class.getName());
    }
}
