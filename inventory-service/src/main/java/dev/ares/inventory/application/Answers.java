package dev.ares.inventory.application;

import java.util.List;

import reactor.core.publisher.Mono;

import dev.ares.inventory.domain.ReservationAnswer;

/** Tells orders what became of their commands. */
public interface Answers {

    /** Sends when the caller's transaction commits, and only then. */
    Mono<Void> send(List<ReservationAnswer> answers);
}
