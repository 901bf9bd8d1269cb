package dev.ares.inventory.config;

import org.springframework.boot.context.properties.bind.DefaultValue;

import dev.ares.resilience.CallSettings;

/**
 * How others are called, {@code ares.resilience}, live. The defaults of this service stand in application.yml.
 *
 * @param redis the caches' second level
 */
record InventoryCalls(@DefaultValue CallSettings redis) {

    static final String PREFIX = "ares.resilience";
}
