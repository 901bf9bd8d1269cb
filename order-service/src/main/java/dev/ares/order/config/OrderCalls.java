package dev.ares.order.config;

import org.springframework.boot.context.properties.bind.DefaultValue;

import dev.ares.resilience.CallSettings;

/**
 * How others are called, {@code ares.resilience}, live. The defaults of this service stand in application.yml.
 *
 * @param inventoryService quotes over gRPC
 * @param userService profiles over Feign
 */
record OrderCalls(
        @DefaultValue CallSettings inventoryService,
        @DefaultValue CallSettings userService) {

    static final String PREFIX = "ares.resilience";
}
