package dev.ares.inventory.application;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

import dev.ares.degradation.Degradation;
import dev.ares.degradation.Degradation.State;
import dev.ares.degradation.Level;
import dev.ares.degradation.VitalSign;
import dev.ares.inventory.application.BrowseProducts.Page;
import dev.ares.inventory.domain.Availability;
import dev.ares.inventory.domain.Offer;
import dev.ares.inventory.domain.Product;
import dev.ares.inventory.domain.Sku;
import dev.ares.observability.Uncancelled;

/**
 * What is on sale, as true as it can be had: from the database; at level 1 from memory and the caches alone; from level 2 on
 * what is available is unknown. A request that finds the database failing before the probes did is answered so at once. For
 * those who browse only: prices of orders and admission never come from here.
 */
public final class ShowProducts {

    private final BrowseProducts browse;
    private final CatalogueMemory memory;
    private final Catalogue catalogue;
    private final AvailabilityView view;
    private final Surroundings around;

    public ShowProducts(
            BrowseProducts browse,
            CatalogueMemory memory,
            Catalogue catalogue,
            AvailabilityView view,
            Surroundings around) {
        this.browse = browse;
        this.memory = memory;
        this.catalogue = catalogue;
        this.view = view;
        this.around = around;
    }

    /** As {@link BrowseProducts#page}; {@link NotRemembered} when it is degraded and does not know the page. */
    public Mono<Shown<Page>> page(@Nullable Sku after, int limit) {
        return shown(browse.page(after, limit), state -> Mono.justOrEmpty(memory.page(after, limit + 1))
                .flatMap(found -> offers(found.subList(0, Math.min(limit, found.size())), state)
                        .map(offers -> new Shown<>(page(offers, found.size() > limit), state))));
    }

    /** As {@link BrowseProducts#find}; {@link NotRemembered} when it is degraded and does not know the product. */
    public Mono<Shown<Offer>> find(Sku sku) {
        return shown(browse.find(sku), state -> remembered(sku)
                .flatMap(product -> offers(List.of(product), state))
                .map(offers -> new Shown<>(offers.get(0), state)));
    }

    private static Page page(List<Offer> offers, boolean more) {
        return new Page(offers, more ? offers.get(offers.size() - 1).product().sku() : null);
    }

    /** The database is not asked at all while it is known to be in trouble: what it still can do is for orders. */
    private <T> Mono<Shown<T>> shown(Mono<T> fromStore, Function<State, Mono<Shown<T>>> withoutStore) {
        Degradation degradation = around.degradation();
        if (degradation.isOff()) {
            return fromStore.map(Shown::whole);
        }
        State now = degradation.state();
        if (now.level() != Level.NORMAL) {
            return withoutStore.apply(now).switchIfEmpty(Mono.error(() -> new NotRemembered(now)));
        }
        return Uncancelled.toItsEnd(fromStore)
                .timeout(around.patience())
                .doOnSuccess(found -> around.store().answered())
                .map(Shown::whole)
                .onErrorResume(around.isOutage(), fault -> {
                    around.store().failed();
                    State found = degradation
                            .state()
                            .atLeast(Level.CACHED, around.store().name());
                    return withoutStore.apply(found).switchIfEmpty(Mono.error(() -> new NotRemembered(found)));
                });
    }

    private Mono<Product> remembered(Sku sku) {
        return Mono.justOrEmpty(memory.find(sku))
                .switchIfEmpty(Mono.defer(() -> catalogue.kept(List.of(sku)))
                        .flatMap(found -> Mono.justOrEmpty(found.stream().findFirst())));
    }

    private Mono<List<Offer>> offers(List<Product> products, State state) {
        Mono<List<Availability>> known = state.level().reaches(Level.STATIC)
                ? Mono.just(List.of())
                : view.kept(products.stream().map(Product::sku).toList());
        return known.map(found -> {
            Map<Sku, Long> available =
                    found.stream().collect(Collectors.toMap(Availability::sku, Availability::available));
            return products.stream()
                    .map(product -> new Offer(product, available.get(product.sku())))
                    .toList();
        });
    }

    /**
     * What it stands on.
     *
     * @param store of products and stock
     * @param isOutage whether a failure is the database's, not a bug of ours
     * @param patience with the database while nothing is degraded
     */
    public record Surroundings(
            Degradation degradation, VitalSign store, Predicate<Throwable> isOutage, Duration patience) {}

    /**
     * An answer and how far it is to be believed.
     *
     * @param degraded null: it is what it should be
     */
    public record Shown<T>(T what, @Nullable State degraded) {

        static <T> Shown<T> whole(T what) {
            return new Shown<>(what, null);
        }
    }

    /** It cannot be told without the database. */
    public static final class NotRemembered extends RuntimeException {

        private static final long serialVersionUID = 1;

        private final transient State state;

        NotRemembered(State state) {
            super("not to be told without the store", null, false, false);
            this.state = state;
        }

        public State state() {
            return state;
        }
    }
}
