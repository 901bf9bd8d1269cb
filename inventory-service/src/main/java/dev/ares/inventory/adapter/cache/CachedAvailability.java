package dev.ares.inventory.adapter.cache;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

import reactor.core.publisher.Mono;

import dev.ares.cache.Format;
import dev.ares.cache.Loader;
import dev.ares.cache.TwoLevelCache;
import dev.ares.inventory.application.AvailabilityView;
import dev.ares.inventory.application.StockLevels;
import dev.ares.inventory.domain.Availability;
import dev.ares.inventory.domain.Sku;

/** {@link AvailabilityView} read through from the {@link StockLevels}, written through by news; the stock's version decides. */
public final class CachedAvailability implements AvailabilityView {

    /** As "version available": the text has to tell its version too, since the second level keeps it for itself. */
    public static final Format<Sku, Availability> FORMAT = new Format<>(
            Sku::value,
            availability -> availability.version() + " " + availability.available(),
            CachedAvailability::availability,
            Availability::version);

    private final TwoLevelCache<Sku, Availability> cache;

    /** @param cache over what it loads from */
    public CachedAvailability(
            StockLevels stockLevels, Function<Loader<Sku, Availability>, TwoLevelCache<Sku, Availability>> cache) {
        this.cache =
                cache.apply(skus -> stockLevels.find(skus).map(Availability::of).collectMap(Availability::sku));
    }

    @Override
    public Mono<List<Availability>> of(Collection<Sku> skus) {
        return cache.getAll(skus).map(found -> List.copyOf(found.values()));
    }

    @Override
    public Mono<List<Availability>> kept(Collection<Sku> skus) {
        return cache.kept(skus).map(found -> List.copyOf(found.values()));
    }

    /** Of several that are about the same product, the newest. */
    @Override
    public Mono<Void> keep(List<Availability> news) {
        Map<Sku, Availability> newest = news.stream()
                .collect(Collectors.toMap(
                        Availability::sku,
                        Function.identity(),
                        (one, other) -> one.version() > other.version() ? one : other));
        return cache.put(newest);
    }

    private static Availability availability(Sku sku, String text) {
        String[] parts = text.split(" ", 2);
        return new Availability(sku, Long.parseLong(parts[1]), Long.parseLong(parts[0]));
    }
}
