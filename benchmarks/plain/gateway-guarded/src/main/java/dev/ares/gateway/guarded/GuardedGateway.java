package dev.ares.gateway.guarded;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.security.config.observation.SecurityObservationSettings;

/** As the documentation of each part has it: every token is checked; limiter and tracing are profiles of these names. */
@SpringBootApplication(proxyBeanMethods = false)
class GuardedGateway {

    public static void main(String[] arguments) {
        SpringApplication.run(GuardedGateway.class, arguments);
    }

    /** As at our gateway: each step of the security chain is nobody's business. */
    @Bean
    SecurityObservationSettings noObservations() {
        return SecurityObservationSettings.noObservations();
    }
}
