package dev.ares.resilience.autoconfigure;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;

import dev.ares.resilience.RemoteCalls;

/** Offers {@link RemoteCalls}, which a service tells whom it calls. */
@AutoConfiguration
public class ResilienceAutoConfiguration {

    @Bean
    @ConditionalOnMissingBean
    RemoteCalls remoteCalls(ObjectProvider<MeterRegistry> metrics) {
        return new RemoteCalls(metrics.getIfAvailable(SimpleMeterRegistry::new));
    }
}
