package dev.ares.inventory.config;

import org.springframework.boot.context.properties.bind.DefaultValue;

import dev.ares.cache.CacheSettings;

/**
 * What is kept and for how long, {@code ares.cache}, live.
 *
 * @param products names and prices
 * @param availability what is available
 */
record InventoryCaches(
        @DefaultValue CacheSettings products, @DefaultValue CacheSettings availability) {

    static final String PREFIX = "ares.cache";
}
