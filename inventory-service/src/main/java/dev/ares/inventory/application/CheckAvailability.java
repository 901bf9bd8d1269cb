package dev.ares.inventory.application;

import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

import reactor.core.publisher.Mono;

import dev.ares.inventory.domain.Availability;
import dev.ares.inventory.domain.Sku;

/** What is available, from the view; what the view lacks, or all while it is out of reach, from the stock itself. */
public final class CheckAvailability {

    private final AvailabilityView view;
    private final StockLevels stockLevels;

    public CheckAvailability(AvailabilityView view, StockLevels stockLevels) {
        this.view = view;
        this.stockLevels = stockLevels;
    }

    /** Unknown SKUs are left out. Never fails because of the view. */
    public Mono<List<Availability>> of(Collection<Sku> skus) {
        if (skus.isEmpty()) {
            return Mono.just(List.of());
        }
        return view.find(skus).map(Optional::of).onErrorReturn(Optional.empty()).flatMap(viewed -> viewed.map(
                        found -> complete(skus, found))
                .orElseGet(() -> read(skus)));
    }

    private Mono<List<Availability>> complete(Collection<Sku> skus, List<Availability> viewed) {
        Set<Sku> missing = missing(skus, viewed);
        if (missing.isEmpty()) {
            return Mono.just(viewed);
        }
        return read(missing)
                .flatMap(read -> view.keep(read).onErrorComplete().thenReturn(read))
                .map(read -> Stream.concat(viewed.stream(), read.stream()).toList());
    }

    private Mono<List<Availability>> read(Collection<Sku> skus) {
        return stockLevels.find(skus).map(Availability::of).collectList();
    }

    private static Set<Sku> missing(Collection<Sku> skus, List<Availability> viewed) {
        Set<Sku> missing = new HashSet<>(skus);
        viewed.forEach(availability -> missing.remove(availability.sku()));
        return missing;
    }
}
