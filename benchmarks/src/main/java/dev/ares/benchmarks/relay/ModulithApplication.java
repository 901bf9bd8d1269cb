package dev.ares.benchmarks.relay;

import java.util.List;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.AutoConfigurationImportFilter;
import org.springframework.boot.autoconfigure.AutoConfigurationMetadata;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.Environment;
import org.springframework.modulith.events.EventExternalizationConfiguration;
import org.springframework.modulith.events.RoutingTarget;

/** An application that has Modulith, JDBC and Kafka, and nothing else of the class path of the benchmarks. */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
class ModulithApplication {

    static final String TOPIC = "benchmark.topic";

    @Bean
    static EventExternalizationConfiguration announced(Environment environment) {
        String topic = environment.getRequiredProperty(TOPIC);
        return EventExternalizationConfiguration.externalizing()
                .select(Announced.class::isInstance)
                .route(Announced.class, event -> RoutingTarget.forTarget(topic).andKey(event.key()))
                .mapping(Announced.class, Announced::body)
                .build();
    }

    /** Registered in spring.factories. */
    static final class Only implements AutoConfigurationImportFilter {

        private static final List<String> PACKAGES = List.of(
                "org.springframework.modulith.events.",
                "org.springframework.boot.jdbc.",
                "org.springframework.boot.transaction.",
                "org.springframework.boot.kafka.",
                "org.springframework.boot.jackson.",
                "org.springframework.boot.autoconfigure.");

        @Override
        public boolean[] match(@Nullable String[] classes, AutoConfigurationMetadata metadata) {
            boolean[] wanted = new boolean[classes.length];
            for (int i = 0; i < classes.length; i++) {
                wanted[i] = isWanted(classes[i]);
            }
            return wanted;
        }

        private static boolean isWanted(@Nullable String name) {
            return name != null && PACKAGES.stream().anyMatch(name::startsWith);
        }
    }
}
