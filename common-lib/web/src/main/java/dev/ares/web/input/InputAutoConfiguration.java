package dev.ares.web.input;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.jackson.autoconfigure.JsonMapperBuilderCustomizer;
import org.springframework.context.annotation.Bean;

@AutoConfiguration
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.REACTIVE)
class InputAutoConfiguration {

    @Bean
    StrictJson strictJson(ObjectProvider<JsonMapperBuilderCustomizer> customizers) {
        return new StrictJson(customizers.orderedStream().toList());
    }

    @Bean
    IdempotencyKeyArgument idempotencyKeyArgument() {
        return new IdempotencyKeyArgument();
    }
}
