package dev.ares.inventory.config;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.data.redis.core.ReactiveStringRedisTemplate;
import org.springframework.http.HttpStatus;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

import dev.ares.degradation.Degradation;
import dev.ares.degradation.Level;
import dev.ares.degradation.Probes;
import dev.ares.degradation.VitalSign;
import dev.ares.inventory.application.AvailabilityView;
import dev.ares.inventory.application.BrowseProducts;
import dev.ares.inventory.application.Catalogue;
import dev.ares.inventory.application.CatalogueMemory;
import dev.ares.inventory.application.Products;
import dev.ares.inventory.application.ShowProducts;
import dev.ares.inventory.application.ShowProducts.Surroundings;
import dev.ares.web.Failures;

/** What browsing stands on, and what is shown while that is away. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(BrowsingProperties.class)
class DegradationConfiguration {

    /** Asks both tables and takes a place in the pool, as requests do. */
    private static final String LOOK = "SELECT (SELECT sku FROM product LIMIT 1), (SELECT version FROM stock LIMIT 1)";

    /** Of no meaning, in the place of our keys. */
    private static final String KEY = "{ares.inventory}:probe";

    @Bean
    CatalogueMemory catalogueMemory(Products products, BrowsingProperties properties) {
        return new CatalogueMemory(products, properties.remembered());
    }

    @Bean
    VitalSign storeSign(Degradation degradation) {
        return degradation.sign("store");
    }

    @Bean
    ShowProducts showProducts(
            BrowseProducts browse,
            CatalogueMemory memory,
            Catalogue catalogue,
            AvailabilityView view,
            BrowsingProperties properties,
            DatabaseClient database,
            ReactiveStringRedisTemplate redis,
            Degradation degradation,
            VitalSign storeSign,
            Probes probes,
            Failures failures) {
        VitalSign cache = degradation.sign("redis");
        degradation.when(Level.CACHED, storeSign).when(Level.STATIC, storeSign, cache);
        probes.watch(storeSign, database.sql(LOOK).fetch().one()).watch(cache, touch(redis));
        return new ShowProducts(
                browse,
                memory,
                catalogue,
                view,
                new Surroundings(degradation, storeSign, fault -> isOutage(failures, fault), properties.patience()));
    }

    /** The client's first connection blocks whoever asks for it. */
    private static Mono<?> touch(ReactiveStringRedisTemplate redis) {
        return redis.hasKey(KEY).subscribeOn(Schedulers.boundedElastic());
    }

    private static boolean isOutage(Failures failures, Throwable fault) {
        return failures.toProblem(fault).status() == HttpStatus.SERVICE_UNAVAILABLE;
    }

    @Bean
    CatalogueRenewal catalogueRenewal(CatalogueMemory memory, VitalSign storeSign, BrowsingProperties properties) {
        return new CatalogueRenewal(memory, storeSign, properties.renewed(), Schedulers.parallel());
    }
}
