package dev.ares.inventory.application;

import java.util.List;

import reactor.core.publisher.Mono;

import dev.ares.inventory.domain.ReservationAnswer;
import dev.ares.inventory.domain.StockLevel;

/** Tells orders what became of their commands, and whoever reads it how stock stands since. */
public interface Answers {

    /**
     * Sends when the caller's transaction commits, and only then; all in one statement.
     *
     * @param changed the full levels of what was moved, as {@link StockNews} tells them
     */
    Mono<Void> send(List<ReservationAnswer> answers, List<StockLevel> changed);
}
