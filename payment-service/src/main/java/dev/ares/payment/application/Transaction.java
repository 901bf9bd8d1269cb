package dev.ares.payment.application;

import reactor.core.publisher.Mono;

/** The boundary within which changes stand or fall together. */
public interface Transaction {

    /** Runs the work in a transaction of its own, or in the caller's. */
    <T> Mono<T> run(Mono<T> work);

    /** In a transaction: runs the action once it has committed, on the committing thread. Never after a rollback. */
    Mono<Void> afterCommit(Runnable action);
}
