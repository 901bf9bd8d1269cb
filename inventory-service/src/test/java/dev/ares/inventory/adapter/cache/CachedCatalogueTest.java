package dev.ares.inventory.adapter.cache;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import dev.ares.cache.CacheSettings;
import dev.ares.cache.Caches;
import dev.ares.inventory.application.Products;
import dev.ares.inventory.domain.Money;
import dev.ares.inventory.domain.Product;
import dev.ares.inventory.domain.Sku;
import dev.ares.settings.LiveSettings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

/** What can be told of a product while its database is left alone. */
class CachedCatalogueTest {

    private static final Duration LIFE = Duration.ofMillis(50);
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final AtomicInteger reads = new AtomicInteger();
    private volatile boolean away;

    @Test
    void whatIsCachedIsKeptAndNothingIsLoadedForIt() {
        CachedCatalogue catalogue = catalogue(Duration.ofMinutes(10));
        catalogue.of(skus("mug")).block(PATIENCE);

        assertThat(catalogue.kept(skus("mug", "pen")).block(PATIENCE)).containsExactly(product("mug"));
        assertThat(reads).hasValue(1);
    }

    /** It is true: products do not change. */
    @Test
    void whatWasKnownLastIsKeptBeyondItsTime() {
        CachedCatalogue catalogue = catalogue(LIFE);
        catalogue.of(skus("mug")).block(PATIENCE);
        away = true;

        await().atMost(PATIENCE).untilAsserted(() -> assertThatThrownBy(
                        () -> catalogue.of(skus("mug")).block(PATIENCE))
                .hasMessage("away"));
        assertThat(catalogue.kept(skus("pen", "mug")).block(PATIENCE)).containsExactly(product("mug"));
    }

    private CachedCatalogue catalogue(Duration life) {
        var settings = LiveSettings.fixed(CacheSettings.defaults().remembering(life, Duration.ZERO));
        return new CachedCatalogue(new Shelf(), loader -> new Caches(new SimpleMeterRegistry())
                .local("products", Sku::value, loader, settings, same -> same));
    }

    private static List<Sku> skus(String... skus) {
        return Stream.of(skus).map(Sku::new).toList();
    }

    private static Product product(String sku) {
        return new Product(new Sku(sku), "A " + sku, new Money(1250, "EUR"));
    }

    private final class Shelf implements Products {

        @Override
        public Mono<Boolean> add(Product product, long stock) {
            return Mono.error(new UnsupportedOperationException());
        }

        @Override
        public Flux<Product> page(@Nullable Sku after, int limit) {
            return Flux.error(new UnsupportedOperationException());
        }

        @Override
        public Flux<Product> find(Collection<Sku> skus) {
            reads.incrementAndGet();
            return away
                    ? Flux.error(new IllegalStateException("away"))
                    : Flux.fromIterable(skus).map(sku -> product(sku.value()));
        }
    }
}
