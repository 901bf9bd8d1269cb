package dev.ares.gateway.profile;

import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.ServerResponse;

import dev.ares.web.ServiceTokens;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(ProfileSettings.class)
class ProfileConfiguration {

    @Bean
    ProfileDoor profileDoor(
            ProfileSettings settings,
            @Qualifier("profile") RouterFunction<ServerResponse> profile,
            ServiceTokens tokens) {
        return new ProfileDoor(settings, profile, tokens);
    }
}
