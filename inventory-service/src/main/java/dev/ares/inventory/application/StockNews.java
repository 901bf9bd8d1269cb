package dev.ares.inventory.application;

import java.util.List;

import reactor.core.publisher.Mono;

import dev.ares.inventory.domain.StockLevel;

/** Tells whoever reads it how stock stands. */
public interface StockNews {

    /** Publishes the full levels when the caller's transaction commits, and only then. */
    Mono<Void> changed(List<StockLevel> levels);
}
