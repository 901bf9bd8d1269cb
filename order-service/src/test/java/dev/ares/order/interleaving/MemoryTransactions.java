package dev.ares.order.interleaving;

import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.reactive.AbstractReactiveTransactionManager;
import org.springframework.transaction.reactive.GenericReactiveTransaction;
import org.springframework.transaction.reactive.TransactionSynchronizationManager;
import reactor.core.publisher.Mono;

/** Transactions that begin and end and take nothing back: what fails here fails the test. */
public final class MemoryTransactions extends AbstractReactiveTransactionManager {

    private static final long serialVersionUID = 1;

    @Override
    protected Object doGetTransaction(TransactionSynchronizationManager synchronizations) {
        return synchronizations.hasResource(this) ? Boolean.TRUE : Boolean.FALSE;
    }

    @Override
    protected boolean isExistingTransaction(Object transaction) {
        return (Boolean) transaction;
    }

    @Override
    protected Mono<Void> doBegin(
            TransactionSynchronizationManager synchronizations, Object transaction, TransactionDefinition definition) {
        return Mono.fromRunnable(() -> synchronizations.bindResource(this, transaction));
    }

    @Override
    protected Mono<Void> doCleanupAfterCompletion(
            TransactionSynchronizationManager synchronizations, Object transaction) {
        return Mono.fromRunnable(() -> synchronizations.unbindResource(this));
    }

    @Override
    protected Mono<Void> doCommit(
            TransactionSynchronizationManager synchronizations, GenericReactiveTransaction status) {
        return Mono.empty();
    }

    @Override
    protected Mono<Void> doRollback(
            TransactionSynchronizationManager synchronizations, GenericReactiveTransaction status) {
        return Mono.empty();
    }
}
