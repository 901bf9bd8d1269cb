package dev.ares.faults;

import org.jspecify.annotations.Nullable;
import org.springframework.transaction.ReactiveTransaction;
import org.springframework.transaction.ReactiveTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import reactor.core.publisher.Mono;

/** Transactions that stay open, or die with the process right before or right after their commit, when an admin says so. */
final class UnreliableTransactions implements ReactiveTransactionManager {

    private final ReactiveTransactionManager transactions;
    private final InjectedFaults faults;
    private final String[] names;

    UnreliableTransactions(ReactiveTransactionManager transactions, InjectedFaults faults, String... names) {
        this.transactions = transactions;
        this.faults = faults;
        this.names = names;
    }

    @Override
    public Mono<ReactiveTransaction> getReactiveTransaction(@Nullable TransactionDefinition definition) {
        return transactions.getReactiveTransaction(definition);
    }

    @Override
    public Mono<Void> commit(ReactiveTransaction transaction) {
        if (!transaction.isNewTransaction() || transaction.isRollbackOnly()) {
            return transactions.commit(transaction);
        }
        return Mono.defer(() -> {
            InjectedFault fault = faults.next(Hop.COMMIT, names);
            Mono<Void> commit = transactions.commit(transaction);
            return fault == null ? commit : unreliable(commit, fault);
        });
    }

    private static Mono<Void> unreliable(Mono<Void> commit, InjectedFault fault) {
        return fault.kind().isCrash()
                ? commit.then(Mono.fromRunnable(Crash::now))
                : commit.delaySubscription(fault.delay());
    }

    @Override
    public Mono<Void> rollback(ReactiveTransaction transaction) {
        return transactions.rollback(transaction);
    }
}
