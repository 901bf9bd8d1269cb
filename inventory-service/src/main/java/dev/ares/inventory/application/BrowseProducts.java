package dev.ares.inventory.application;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

import dev.ares.inventory.domain.Availability;
import dev.ares.inventory.domain.Offer;
import dev.ares.inventory.domain.Product;
import dev.ares.inventory.domain.Sku;

/** Shows what is on sale. */
public final class BrowseProducts {

    private final Products products;
    private final StockLevels stockLevels;
    private final Catalogue catalogue;
    private final AvailabilityView availability;

    public BrowseProducts(
            Products products, StockLevels stockLevels, Catalogue catalogue, AvailabilityView availability) {
        this.products = products;
        this.stockLevels = stockLevels;
        this.catalogue = catalogue;
        this.availability = availability;
    }

    /**
     * A page in SKU order. What it says to be available may lag behind by the time that an event takes.
     *
     * @param after the last SKU of the page before, null for the first page
     */
    public Mono<Page> page(@Nullable Sku after, int limit) {
        return products.page(after, limit + 1).collectList().flatMap(found -> {
            boolean more = found.size() > limit;
            List<Product> shown = more ? found.subList(0, limit) : found;
            return offers(shown).map(offers -> new Page(offers, more ? last(shown) : null));
        });
    }

    /** One product with what is available of it right now; empty when it is unknown. */
    public Mono<Offer> find(Sku sku) {
        List<Sku> skus = List.of(sku);
        return catalogue
                .of(skus)
                .flatMap(found -> Mono.justOrEmpty(found.stream().findFirst()))
                .flatMap(product ->
                        stockLevels.find(skus).singleOrEmpty().map(level -> new Offer(product, level.available())));
    }

    private Mono<List<Offer>> offers(List<Product> shown) {
        return availability.of(shown.stream().map(Product::sku).toList()).map(found -> {
            Map<Sku, Availability> bySku =
                    found.stream().collect(Collectors.toMap(Availability::sku, Function.identity()));
            return shown.stream()
                    .map(product -> new Offer(product, available(bySku.get(product.sku()))))
                    .toList();
        });
    }

    private static long available(@Nullable Availability availability) {
        return availability == null ? 0 : availability.available();
    }

    private static Sku last(List<Product> shown) {
        return shown.get(shown.size() - 1).sku();
    }

    /** @param next the SKU to continue behind; null on the last page */
    public record Page(List<Offer> offers, @Nullable Sku next) {}
}
