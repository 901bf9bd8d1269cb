package dev.ares.messaging;

import org.springframework.transaction.NoTransactionException;
import org.springframework.transaction.reactive.TransactionSynchronization;
import org.springframework.transaction.reactive.TransactionSynchronizationManager;
import reactor.core.publisher.Mono;

/** What is to happen once a transaction has committed, and not at all when it rolls back: counting, for example. */
public final class AfterCommit {

    private AfterCommit() {}

    /**
     * Runs the work after the commit of the transaction that this is subscribed in; without one, at once.
     *
     * @param work short; must neither block nor fail
     */
    public static Mono<Void> run(Runnable work) {
        return TransactionSynchronizationManager.forCurrentTransaction()
                .filter(TransactionSynchronizationManager::isSynchronizationActive)
                .doOnNext(transaction -> transaction.registerSynchronization(new TransactionSynchronization() {
                    @Override
                    public Mono<Void> afterCommit() {
                        return Mono.fromRunnable(work);
                    }
                }))
                .switchIfEmpty(Mono.error(() -> new NoTransactionException("none")))
                .onErrorResume(NoTransactionException.class, none -> Mono.fromRunnable(work))
                .then();
    }
}
