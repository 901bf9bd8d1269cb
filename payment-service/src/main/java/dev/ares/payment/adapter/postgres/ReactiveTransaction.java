package dev.ares.payment.adapter.postgres;

import org.springframework.transaction.reactive.TransactionSynchronization;
import org.springframework.transaction.reactive.TransactionSynchronizationManager;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Mono;

import dev.ares.payment.application.Transaction;

/** Spring's reactive transaction, which the messaging library's batch and outbox join as well. */
public final class ReactiveTransaction implements Transaction {

    private final TransactionalOperator operator;

    public ReactiveTransaction(TransactionalOperator operator) {
        this.operator = operator;
    }

    @Override
    public <T> Mono<T> run(Mono<T> work) {
        return operator.transactional(work);
    }

    @Override
    public Mono<Void> afterCommit(Runnable action) {
        return TransactionSynchronizationManager.forCurrentTransaction()
                .doOnNext(current -> current.registerSynchronization(new TransactionSynchronization() {
                    @Override
                    public Mono<Void> afterCommit() {
                        return Mono.fromRunnable(action);
                    }
                }))
                .then();
    }
}
