package dev.ares.payment.application;

import reactor.core.publisher.Mono;

/** No transaction at all: what is done stands, and what is to follow a commit follows at once. */
final class AtOnce implements Transaction {

    @Override
    public <T> Mono<T> run(Mono<T> work) {
        return work;
    }

    @Override
    public Mono<Void> afterCommit(Runnable action) {
        return Mono.fromRunnable(action);
    }
}
