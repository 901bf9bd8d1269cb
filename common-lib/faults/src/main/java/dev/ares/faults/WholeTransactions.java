package dev.ares.faults;

import java.time.Duration;

import org.springframework.transaction.reactive.TransactionCallback;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Transactions that run to their end once they have begun, also when nobody waits for them any more: a customer who hangs
 * up, a time-out, a gateway that died.
 *
 * <p>A cancelled R2DBC transaction is not rolled back as a whole. The rollback overtakes a statement that is just being
 * sent, which then commits by itself: an order without its saga, a saga without its order. {@code CancelledTransactionsIT}
 * shows it without this class.
 *
 * <p>Within a transaction of the caller's it takes part, as any other. What does not end by itself is given up after
 * {@link #LONGEST}; by then the database has ended the transaction, which may last 15 s there, and idle for 5 s.
 */
public final class WholeTransactions implements TransactionalOperator {

    static final Duration LONGEST = Duration.ofSeconds(60);

    private final TransactionalOperator transactions;

    public WholeTransactions(TransactionalOperator transactions) {
        this.transactions = transactions;
    }

    @Override
    public <T> Mono<T> transactional(Mono<T> work) {
        return toItsEnd(transactions.transactional(work));
    }

    /** Collects the results: they are there when the transaction has been committed. */
    @Override
    public <T> Flux<T> execute(TransactionCallback<T> work) {
        return toItsEnd(transactions.execute(work).collectList()).flatMapIterable(results -> results);
    }

    /** A failure that comes when nobody waits any more is logged as dropped, on purpose: what was lost is a commit. */
    private static <T> Mono<T> toItsEnd(Mono<T> transaction) {
        return Mono.deferContextual(context -> Mono.fromFuture(
                () -> transaction.timeout(LONGEST).contextWrite(context).toFuture(), true));
    }
}
