package dev.ares.inventory.config;

import java.time.Duration;
import java.util.Collection;
import java.util.concurrent.atomic.AtomicInteger;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.test.scheduler.VirtualTimeScheduler;

import dev.ares.degradation.Degradation;
import dev.ares.degradation.DegradationSettings;
import dev.ares.degradation.VitalSign;
import dev.ares.inventory.application.CatalogueMemory;
import dev.ares.inventory.application.Products;
import dev.ares.inventory.domain.Money;
import dev.ares.inventory.domain.Product;
import dev.ares.inventory.domain.Sku;

import static org.assertj.core.api.Assertions.assertThat;

/** When the catalogue is read again. */
class CatalogueRenewalTest {

    private static final Duration EVERY = Duration.ofMinutes(1);
    private static final Duration SECOND = Duration.ofSeconds(1);

    private final VirtualTimeScheduler time = VirtualTimeScheduler.create();
    private final VitalSign store = new Degradation(
                    () -> new DegradationSettings(null, SECOND, SECOND, 1, 1, Duration.ZERO), () -> 0)
            .sign("store");
    private final AtomicInteger reads = new AtomicInteger();
    private Flux<Product> answer = Flux.just(new Product(new Sku("mug"), "A mug", new Money(1250, "EUR")));
    private final CatalogueMemory memory = new CatalogueMemory(new Shelf(), 10);
    private final CatalogueRenewal renewal = new CatalogueRenewal(memory, store, EVERY, time);

    @AfterEach
    void stop() {
        renewal.destroy();
    }

    @Test
    void itIsReadAtTheStartAndThenFromTimeToTime() {
        renewal.start();

        assertThat(memory.isEmpty()).isFalse();
        time.advanceTimeBy(EVERY.minusMillis(1));
        assertThat(reads).hasValue(1);
        time.advanceTimeBy(EVERY);
        assertThat(reads).hasValue(2);
    }

    @Test
    void aShopWithoutProductsIsLookedAtSoonAgain() {
        Flux<Product> later = answer;
        answer = Flux.empty();
        renewal.start();
        time.advanceTimeBy(CatalogueRenewal.SOON);
        assertThat(reads).hasValue(2);

        answer = later;
        time.advanceTimeBy(CatalogueRenewal.SOON);
        assertThat(memory.isEmpty()).isFalse();
        time.advanceTimeBy(CatalogueRenewal.SOON);
        assertThat(reads).hasValue(3);
    }

    @Test
    void whatWasNotReadIsReadSoonAndWhatIsRememberedStays() {
        renewal.start();
        answer = Flux.error(new IllegalStateException("away"));
        time.advanceTimeBy(EVERY);
        assertThat(reads).hasValue(2);
        time.advanceTimeBy(CatalogueRenewal.SOON);

        assertThat(reads).hasValue(3);
        assertThat(memory.isEmpty()).isFalse();
    }

    @Test
    void oneThatNeverEndsIsNotWaitedFor() {
        answer = Flux.never();
        renewal.start();
        time.advanceTimeBy(CatalogueRenewal.LONGEST_READ);
        time.advanceTimeBy(CatalogueRenewal.SOON);

        assertThat(reads).hasValue(2);
    }

    @Test
    void aStoreInTroubleIsLeftAlone() {
        store.failed();
        renewal.start();
        time.advanceTimeBy(EVERY);
        assertThat(reads).hasValue(0);

        store.succeeded();
        time.advanceTimeBy(CatalogueRenewal.SOON);
        assertThat(reads).hasValue(1);
    }

    private final class Shelf implements Products {

        @Override
        public Mono<Boolean> add(Product product, long stock) {
            return Mono.error(new UnsupportedOperationException());
        }

        @Override
        public Flux<Product> page(@Nullable Sku after, int limit) {
            reads.incrementAndGet();
            return answer;
        }

        @Override
        public Flux<Product> find(Collection<Sku> skus) {
            return Flux.error(new UnsupportedOperationException());
        }
    }
}
