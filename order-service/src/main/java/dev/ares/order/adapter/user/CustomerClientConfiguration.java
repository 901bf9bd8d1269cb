package dev.ares.order.adapter.user;

import java.io.InputStream;

import feign.Capability;
import feign.RequestInterceptor;
import feign.codec.Decoder;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

import dev.ares.faults.InjectedFaults;
import dev.ares.web.ServiceTokens;

/** What is particular to {@link CustomerClient}: not picked up by the application, but by the client's own context. */
class CustomerClientConfiguration {

    @Bean
    RequestInterceptor serviceToken(ServiceTokens tokens) {
        return request -> request.header("Authorization", "Bearer " + tokens.issue());
    }

    @Bean
    @ConditionalOnProperty("ares.faults.enabled")
    Capability unreliableCalls(InjectedFaults faults) {
        return new UnreliableCustomerCalls(faults);
    }

    /** Reads leniently: a field that user-service adds is none of our business. */
    @Bean
    Decoder decoder() {
        JsonMapper json = JsonMapper.builder()
                .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .build();
        return (response, type) -> {
            try (InputStream body = response.body().asInputStream()) {
                return json.readValue(body, json.constructType(type));
            }
        };
    }
}
