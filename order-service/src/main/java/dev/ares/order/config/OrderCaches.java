package dev.ares.order.config;

import org.springframework.boot.context.properties.bind.DefaultValue;

import dev.ares.cache.CacheSettings;

/**
 * For how long answers of others are used again, {@code ares.cache}, live. The defaults of this service stand in
 * application.yml.
 *
 * @param prices quotes of inventory-service
 * @param profiles what user-service says of customers
 */
record OrderCaches(
        @DefaultValue CacheSettings prices, @DefaultValue CacheSettings profiles) {

    static final String PREFIX = "ares.cache";

    OrderCaches {
        if (!prices.missingToLive().isZero()) {
            throw new IllegalArgumentException(
                    "prices.missing-to-live: %s (expected: 0: new products can be ordered at once)"
                            .formatted(prices.missingToLive()));
        }
    }
}
