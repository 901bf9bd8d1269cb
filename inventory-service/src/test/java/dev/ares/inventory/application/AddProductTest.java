package dev.ares.inventory.application;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.transaction.reactive.TransactionCallback;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

import dev.ares.inventory.domain.Money;
import dev.ares.inventory.domain.Product;
import dev.ares.inventory.domain.Sku;

import static org.assertj.core.api.Assertions.assertThat;

class AddProductTest {

    private static final Product MUG = new Product(new Sku("mug"), "Mug", new Money(1000, "EUR"));

    private final Sinks.One<Boolean> stored = Sinks.one();
    private final List<Sku> told = new ArrayList<>();
    private final AddProduct addProduct =
            new AddProduct(new SlowProducts(), levels -> Mono.empty(), new Listening(), new NoTransaction());

    /** Somebody may have asked for it before, and the catalogue remembers that there is none. */
    @Test
    void theCatalogueIsToldAlsoWhenTheCallerHasHungUp() {
        addProduct.add(MUG, 5).subscribe().dispose();

        stored.tryEmitValue(true);

        assertThat(told).containsExactly(MUG.sku());
    }

    private final class SlowProducts implements Products {
        @Override
        public Mono<Boolean> add(Product product, long stock) {
            return stored.asMono();
        }

        @Override
        public Flux<Product> page(@Nullable Sku after, int limit) {
            return Flux.empty();
        }

        @Override
        public Flux<Product> find(Collection<Sku> skus) {
            return Flux.empty();
        }
    }

    private final class Listening implements Catalogue {
        @Override
        public Mono<List<Product>> of(Collection<Sku> skus) {
            return Mono.just(List.of());
        }

        @Override
        public Mono<List<Product>> kept(Collection<Sku> skus) {
            return of(skus);
        }

        @Override
        public Mono<Void> changed(Sku sku) {
            return Mono.fromRunnable(() -> told.add(sku));
        }
    }

    /** A commit that cannot fail: what becomes of one that is cancelled is shown in messaging. */
    private static final class NoTransaction implements TransactionalOperator {
        @Override
        public <T> Mono<T> transactional(Mono<T> work) {
            return work;
        }

        @Override
        public <T> Flux<T> execute(TransactionCallback<T> work) {
            return Flux.error(new UnsupportedOperationException());
        }
    }
}
