package dev.ares.gateway.grpc;

import io.grpc.ClientInterceptor;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerResponse;

import dev.ares.resilience.RemoteCalls;
import dev.ares.settings.LiveSettings;
import dev.ares.settings.LiveSettingsFactory;
import dev.ares.traffic.ServiceChannels;

@Configuration(proxyBeanMethods = false)
class GrpcConfiguration {

    @Bean
    LiveSettings<GrpcSettings> grpcSettings(LiveSettingsFactory live) {
        return live.follow(GrpcSettings.PREFIX, GrpcSettings.class);
    }

    /** Before the routes of the gateway, which know nothing below these paths. */
    @Bean
    RouterFunction<ServerResponse> offeredCalls(
            ServiceChannels channels,
            ObjectProvider<ClientInterceptor> interceptors,
            RemoteCalls calls,
            LiveSettings<GrpcSettings> settings) {
        ClientInterceptor[] all = interceptors.orderedStream().toArray(ClientInterceptor[]::new);
        var quotes = new JsonCall<>(
                OfferedCalls.QUOTES,
                channels.open(OfferedCalls.QUOTES.service(), all),
                calls.to(OfferedCalls.QUOTES.name(), settings, GrpcSettings::quotes),
                settings);
        return RouterFunctions.route().POST(OfferedCalls.QUOTES.path(), quotes).build();
    }
}
