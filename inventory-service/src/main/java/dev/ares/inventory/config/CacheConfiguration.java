package dev.ares.inventory.config;

import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;

import dev.ares.cache.Caches;
import dev.ares.cache.redis.RedisLevel;
import dev.ares.inventory.adapter.cache.CachedAvailability;
import dev.ares.inventory.adapter.cache.CachedCatalogue;
import dev.ares.inventory.application.AvailabilityView;
import dev.ares.inventory.application.Catalogue;
import dev.ares.inventory.application.Products;
import dev.ares.inventory.application.StockLevels;
import dev.ares.resilience.RemoteCalls;
import dev.ares.settings.LiveSettings;
import dev.ares.settings.LiveSettingsFactory;

/** What is cached, in this process and in Redis. */
@Configuration(proxyBeanMethods = false)
class CacheConfiguration {

    private static final String SERVICE = "ares.inventory";

    @Bean
    LiveSettings<InventoryCalls> inventoryCalls(LiveSettingsFactory live) {
        return live.follow(InventoryCalls.PREFIX, InventoryCalls.class);
    }

    @Bean
    LiveSettings<InventoryCaches> inventoryCaches(LiveSettingsFactory live) {
        return live.follow(InventoryCaches.PREFIX, InventoryCaches.class);
    }

    @Bean
    RedisLevel secondLevel(
            LettuceConnectionFactory connections, RemoteCalls calls, LiveSettings<InventoryCalls> inventoryCalls) {
        return new RedisLevel(SERVICE, connections, calls.to("redis", inventoryCalls, InventoryCalls::redis));
    }

    @Bean
    Caches caches(RedisLevel secondLevel, MeterRegistry metrics) {
        return new Caches(secondLevel, metrics);
    }

    @Bean
    Catalogue catalogue(Products products, Caches caches, LiveSettings<InventoryCaches> settings) {
        return new CachedCatalogue(
                products,
                loader ->
                        caches.shared("products", CachedCatalogue.FORMAT, loader, settings, InventoryCaches::products));
    }

    @Bean
    AvailabilityView availabilityView(StockLevels stockLevels, Caches caches, LiveSettings<InventoryCaches> settings) {
        return new CachedAvailability(
                stockLevels,
                loader -> caches.shared(
                        "availability", CachedAvailability.FORMAT, loader, settings, InventoryCaches::availability));
    }
}
