package dev.ares.inventory.application;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import dev.ares.degradation.Degradation;
import dev.ares.degradation.DegradationSettings;
import dev.ares.degradation.Level;
import dev.ares.degradation.VitalSign;
import dev.ares.inventory.application.BrowseProducts.Page;
import dev.ares.inventory.application.ShowProducts.NotRemembered;
import dev.ares.inventory.application.ShowProducts.Shown;
import dev.ares.inventory.application.ShowProducts.Surroundings;
import dev.ares.inventory.domain.Availability;
import dev.ares.inventory.domain.Money;
import dev.ares.inventory.domain.Offer;
import dev.ares.inventory.domain.Product;
import dev.ares.inventory.domain.Sku;
import dev.ares.inventory.domain.StockLevel;
import dev.ares.inventory.domain.StockMove;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Five products in the database, of which memory has room for four; "a" and "e" are in the caches. */
class ShowProductsTest {

    private static final int ROOM = 4;
    private static final Duration LONGEST = Duration.ofSeconds(30);
    private static final Set<String> CACHED = Set.of("a", "e");

    private final AtomicReference<@Nullable Integer> force = new AtomicReference<>();
    private final Degradation degradation = new Degradation(this::settings, () -> 0);
    private final VitalSign sign = degradation.sign("store");
    private final List<String> asked = new ArrayList<>();
    private @Nullable RuntimeException broken;
    private boolean hangs;
    private boolean cutShort;
    private boolean nothingYet;
    private final Products goods = new Goods();
    private final Catalogue catalogue = new CachedProducts();
    private final AvailabilityView view = new CachedStock();
    private final CatalogueMemory memory = new CatalogueMemory(goods, ROOM);
    private final ShowProducts show = show(LONGEST);

    @BeforeEach
    void remember() {
        degradation.when(Level.CACHED, sign);
        memory.renew().block();
        asked.clear();
    }

    @Test
    void whatIsWholeIsNotMarked() {
        assertThat(find("a")).isEqualTo(new Shown<>(new Offer(product("a"), 7L), null));
    }

    /** A query that is cut short outside a transaction can spoil the connection that it ran on. */
    @Test
    void theStoresAnswerIsReadToItsEnd() {
        find("a");

        assertThat(asked).contains("stock");
        assertThat(cutShort).isFalse();
    }

    @Test
    void atLevelOneMemoryAndCachesAnswerAndTheStoreIsLeftAlone() {
        force(1);

        assertThat(find("a").what()).isEqualTo(new Offer(product("a"), 3L));
        assertThat(find("b").what()).isEqualTo(new Offer(product("b"), null));
        assertThat(find("e").what()).as("not remembered, but cached").isEqualTo(new Offer(product("e"), 3L));
        assertThat(find("a").degraded()).hasToString(degradation.state().toString());
        assertThat(asked).isEmpty();
    }

    @Test
    void pagesAreShownAsFarAsTheyAreRemembered() {
        force(1);

        Page first = page(null, 3);
        assertThat(first.offers())
                .extracting(offer -> offer.product().sku().value())
                .containsExactly("a", "b", "c");
        assertThat(first.next()).isEqualTo(new Sku("c"));
        assertThatThrownBy(() -> page(first.next(), 3))
                .isInstanceOfSatisfying(NotRemembered.class, unknown -> assertThat(unknown.state())
                        .isEqualTo(degradation.state()));
        assertThat(asked).isEmpty();
    }

    @Test
    void atLevelTwoNobodyKnowsWhatIsAvailable() {
        force(2);

        assertThat(find("a").what()).isEqualTo(new Offer(product("a"), null));
        assertThat(page(null, 3).offers()).extracting(Offer::available).containsOnlyNulls();
    }

    @Test
    void whoMeetsTheFailingStoreFirstIsAnsweredAllTheSame() {
        broken = new IllegalStateException("connection lost");

        assertThat(find("a").degraded()).hasToString("State[level=CACHED, reason=store]");
        assertThat(degradation.level()).isEqualTo(Level.NORMAL);
        find("a");
        find("a");
        assertThat(degradation.level()).as("three in a row").isEqualTo(Level.CACHED);
    }

    @Test
    void whoMeetsAStoreThatSaysNothingIsAnsweredWithoutItWhenPatienceIsOver() {
        hangs = true;
        ShowProducts impatient = show(Duration.ofMillis(20));

        Shown<Offer> found = Objects.requireNonNull(impatient.find(new Sku("a")).block(LONGEST));

        assertThat(found.what()).isEqualTo(new Offer(product("a"), 3L));
        assertThat(found.degraded()).hasToString("State[level=CACHED, reason=store]");
        impatient.find(new Sku("a")).block(LONGEST);
        impatient.find(new Sku("a")).block(LONGEST);
        assertThat(degradation.level()).as("three in a row").isEqualTo(Level.CACHED);
    }

    @Test
    void aShopWithoutProductsIsNotOneYet() {
        nothingYet = true;
        memory.renew().block();
        force(1);

        assertThatThrownBy(() -> page(null, 3)).isInstanceOf(NotRemembered.class);
    }

    @Test
    void aBugIsNoOutage() {
        broken = new UnsupportedOperationException("a bug");

        assertThatThrownBy(() -> find("a")).hasMessage("a bug");
    }

    @Test
    void nothingIsDegradedWhereThatIsForbidden() {
        force(0);
        broken = new IllegalStateException("connection lost");

        assertThatThrownBy(() -> find("a")).hasMessage("connection lost");
    }

    private ShowProducts show(Duration patience) {
        return new ShowProducts(
                new BrowseProducts(goods, new Shelves(), catalogue, view),
                memory,
                catalogue,
                view,
                new Surroundings(
                        degradation,
                        sign,
                        fault -> fault instanceof IllegalStateException || fault instanceof TimeoutException,
                        patience));
    }

    private Shown<Offer> find(String sku) {
        return Objects.requireNonNull(show.find(new Sku(sku)).block());
    }

    private Page page(@Nullable Sku after, int limit) {
        return Objects.requireNonNull(show.page(after, limit).block()).what();
    }

    private void force(int level) {
        force.set(level);
        degradation.look();
    }

    private DegradationSettings settings() {
        Duration second = Duration.ofSeconds(1);
        return new DegradationSettings(force.get(), second, second, 3, 3, second);
    }

    private static Product product(String sku) {
        return new Product(new Sku(sku), "A " + sku, new Money(100, "EUR"));
    }

    private <T> Flux<T> fromStore(String question, List<T> answer) {
        return Flux.defer(() -> {
            asked.add(question);
            if (hangs) {
                return Flux.never();
            }
            Flux<T> rows = Flux.fromIterable(answer).doOnCancel(() -> cutShort = true);
            return broken == null ? rows : Flux.error(broken);
        });
    }

    private final class Goods implements Products {
        @Override
        public Mono<Boolean> add(Product product, long stock) {
            return Mono.error(new UnsupportedOperationException());
        }

        @Override
        public Flux<Product> page(@Nullable Sku after, int limit) {
            List<Product> all = List.of(product("a"), product("b"), product("c"), product("d"), product("e"));
            return fromStore("page", nothingYet ? List.of() : all.subList(0, Math.min(limit, all.size())));
        }

        @Override
        public Flux<Product> find(Collection<Sku> skus) {
            return Flux.error(new UnsupportedOperationException());
        }
    }

    /** Seven pieces of each. */
    private final class Shelves implements StockLevels {
        @Override
        public Mono<List<StockLevel>> lock(Collection<Sku> skus) {
            return Mono.error(new UnsupportedOperationException());
        }

        @Override
        public Mono<List<StockLevel>> move(List<StockMove> moves) {
            return Mono.error(new UnsupportedOperationException());
        }

        @Override
        public Flux<StockLevel> find(Collection<Sku> skus) {
            return fromStore(
                    "stock",
                    skus.stream().map(sku -> StockLevel.initial(sku, 7)).toList());
        }

        @Override
        public Flux<StockLevel> all() {
            return Flux.error(new UnsupportedOperationException());
        }
    }

    private static List<Sku> cached(Collection<Sku> skus) {
        return skus.stream().filter(sku -> CACHED.contains(sku.value())).toList();
    }

    private static final class CachedProducts implements Catalogue {
        @Override
        public Mono<List<Product>> of(Collection<Sku> skus) {
            return kept(skus);
        }

        @Override
        public Mono<List<Product>> kept(Collection<Sku> skus) {
            return Mono.just(
                    cached(skus).stream().map(sku -> product(sku.value())).toList());
        }

        @Override
        public Mono<Void> changed(Sku sku) {
            return Mono.empty();
        }
    }

    /** Three pieces, as it was a moment ago. */
    private static final class CachedStock implements AvailabilityView {
        @Override
        public Mono<List<Availability>> of(Collection<Sku> skus) {
            return Mono.error(new UnsupportedOperationException());
        }

        @Override
        public Mono<List<Availability>> kept(Collection<Sku> skus) {
            return Mono.just(cached(skus).stream()
                    .map(sku -> new Availability(sku, 3, 1))
                    .toList());
        }

        @Override
        public Mono<Void> keep(List<Availability> news) {
            return Mono.empty();
        }
    }
}
