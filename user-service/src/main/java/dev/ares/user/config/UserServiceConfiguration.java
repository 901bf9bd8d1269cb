package dev.ares.user.config;

import java.time.Clock;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What every feature shares. */
@Configuration(proxyBeanMethods = false)
class UserServiceConfiguration {

    @Bean
    Clock clock() {
        return Clock.systemUTC();
    }
}
