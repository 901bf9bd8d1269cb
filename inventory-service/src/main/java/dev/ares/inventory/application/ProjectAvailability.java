package dev.ares.inventory.application;

import java.util.List;

import reactor.core.publisher.Mono;

import dev.ares.inventory.domain.Availability;

/** Keeps the view up to date. */
public final class ProjectAvailability {

    private static final int CHUNK = 500;

    private final AvailabilityView view;
    private final StockLevels stockLevels;

    public ProjectAvailability(AvailabilityView view, StockLevels stockLevels) {
        this.view = view;
        this.stockLevels = stockLevels;
    }

    /** Takes news in any order and any number of times: older versions change nothing. */
    public Mono<Void> apply(List<Availability> news) {
        return news.isEmpty() ? Mono.empty() : view.keep(news);
    }

    /** Fills the view from the stock. Harmless at any time. */
    public Mono<Void> rebuild() {
        return stockLevels
                .all()
                .map(Availability::of)
                .buffer(CHUNK)
                .concatMap(view::keep)
                .then();
    }
}
