package dev.ares.faults;

import org.springframework.transaction.ReactiveTransactionManager;
import org.springframework.transaction.reactive.TransactionalOperator;

/**
 * The only place that transactions come from. Each is whole, whoever stops waiting for it ({@link WholeTransactions}), and
 * has a name: what can be committed can also be made to stay open, or to crash before and after it.
 */
public final class Commits {

    private final ReactiveTransactionManager transactions;
    private final InjectedFaults faults;
    private final CrashPoints points;

    public Commits(ReactiveTransactionManager transactions, InjectedFaults faults, CrashPoints points) {
        this.transactions = transactions;
        this.faults = faults;
        this.points = points;
    }

    /** Transactions whose commit goes by this name; within the caller's transaction there is no commit of their own. */
    public TransactionalOperator named(String name) {
        expect(name);
        return of(name);
    }

    /** The same, for callers that open transactions themselves; they must wrap them in {@link WholeTransactions}. */
    public ReactiveTransactionManager manager(String name) {
        expect(name);
        return unreliable(name);
    }

    /** A transaction whose commit goes by several names, which were made known with {@link #expect}. */
    public TransactionalOperator of(String... names) {
        return new WholeTransactions(TransactionalOperator.create(unreliable(names)));
    }

    /**
     * Transactions that have no crash point of their own, because each lies next to one: the relay's marks after the send.
     * They are taken all the time, with nothing to do most often, so a rule for any commit would mean these.
     */
    public TransactionalOperator withoutPoint() {
        return new WholeTransactions(TransactionalOperator.create(transactions));
    }

    /** Makes a name known. */
    public void expect(String name) {
        points.add(Hop.COMMIT, name);
    }

    private ReactiveTransactionManager unreliable(String... names) {
        return faults == InjectedFaults.NONE ? transactions : new UnreliableTransactions(transactions, faults, names);
    }
}
