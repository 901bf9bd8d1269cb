package dev.ares.gateway.identity;

import io.micrometer.context.ContextRegistry;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.server.WebFilter;

@Configuration(proxyBeanMethods = false)
class IdentityConfiguration {

    @Bean
    WebFilter requestIds() {
        ContextRegistry.getInstance().registerThreadLocalAccessor(new RequestIdInLogs());
        return new RequestIds();
    }
}
