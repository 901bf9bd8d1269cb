package dev.ares.saga;

import java.util.List;

import reactor.core.publisher.Mono;

/** Port: who has to know how far sagas have come. */
public interface SagaListener {

    /**
     * Applies the milestones within the transaction of the sagas' write; a failure rolls that back too. Never called
     * with an empty list. The milestones of one saga come in order.
     */
    Mono<Void> apply(List<SagaMilestone> milestones);
}
