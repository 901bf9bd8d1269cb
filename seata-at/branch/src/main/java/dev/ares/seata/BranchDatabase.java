package dev.ares.seata;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Set;

import com.zaxxer.hikari.HikariDataSource;
import org.apache.seata.core.context.RootContext;
import org.apache.seata.core.exception.TransactionException;
import org.apache.seata.core.model.BranchType;
import org.apache.seata.rm.DefaultResourceManager;
import org.apache.seata.rm.datasource.ConnectionContext;
import org.apache.seata.rm.datasource.DataSourceProxy;
import org.apache.seata.rm.datasource.StatementProxy;
import org.apache.seata.rm.datasource.exec.LockConflictException;
import org.apache.seata.rm.datasource.exec.LockWaitTimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * A service's database as a participant of global transactions: over JDBC and through Seata's proxy, beside the reactive way
 * that everything else takes.
 *
 * <p>All methods block the calling thread, on the database and on Seata's coordinator. Statements must be such as Seata's
 * parser understands: single rows by key, no {@code unnest}, no {@code WITH}; every table needs a primary key. They are executed by
 * {@link #change}.
 */
public final class BranchDatabase implements AutoCloseable {

    /** What is done in a branch, with its connection. */
    @FunctionalInterface
    public interface Work<T> {
        T in(Connection connection) throws SQLException;
    }

    /** For a row that a branch under way holds; or idle, since its own transaction waited for the coordinator's lock. */
    private static final Set<String> WAITED_TOO_LONG = Set.of("55P03", "25P03");

    private final HikariDataSource pool;
    private final DataSourceProxy proxy;

    /** @param pool of plain connections, which this closes */
    public BranchDatabase(HikariDataSource pool) {
        this.pool = pool;
        this.proxy = new DataSourceProxy(pool);
    }

    /**
     * Does the work in a local transaction that becomes a branch of a global one: committed here and now, and put back
     * should the global transaction be rolled back. Rows that another undecided transaction changed are waited for, up to
     * {@code seata.client.rm.lock}.
     *
     * @param xid the global transaction's
     * @throws RowsLockedException when that took too long; nothing was done, and the same may be tried again
     * @throws BranchFailedException for whatever else the database or the coordinator refused; nothing was done
     */
    public <T> T inBranch(String xid, Work<T> work) {
        @Nullable String before = RootContext.getXID();
        RootContext.bind(xid);
        try {
            return transact(work);
        } finally {
            if (before == null) {
                RootContext.unbind();
            } else {
                RootContext.bind(before);
            }
        }
    }

    /**
     * Whether no undecided global transaction changed these rows. To be asked by whoever writes them outside of any, while it
     * holds them: what is free then stays free until it lets go.
     *
     * @param keys of the rows, parted by commas
     * @throws BranchFailedException when the coordinator does not say
     */
    public boolean isFree(String table, String keys) {
        RootContext.bindGlobalLockFlag();
        try {
            return DefaultResourceManager.get()
                    .lockQuery(BranchType.AT, proxy.getResourceId(), null, table + ":" + keys);
        } catch (TransactionException failure) {
            throw new BranchFailedException(failure);
        } finally {
            RootContext.unbindGlobalLockFlag();
        }
    }

    /**
     * Executes a statement of a branch that changes rows, and makes sure that Seata will put back each of them. It looks which
     * rows there are before it changes them: one that meets a condition only since then would be changed behind its back.
     *
     * @param statement of the connection that {@link Work} has; its parameters are cleared
     * @return how many rows were changed
     * @throws RowsLockedException when others were; the branch is to be given up, and the same may be tried again at once
     */
    public static int change(PreparedStatement statement) throws SQLException {
        ConnectionContext branch =
                ((StatementProxy<?>) statement).getConnectionProxy().getContext();
        int before = rows(branch);
        int changed = statement.executeUpdate();
        // Or Seata takes them for more of the same, and looks for these rows too when the statement is executed again.
        statement.clearParameters();
        if (rows(branch) - before != changed) {
            throw new RowsLockedException(new SQLException(
                    "rows changed: " + changed + " (expected: the " + (rows(branch) - before) + " of a moment ago)"));
        }
        return changed;
    }

    /** That can be put back. */
    private static int rows(ConnectionContext branch) {
        return branch.getUndoItems().stream()
                .mapToInt(change -> Math.max(
                        change.getBeforeImage().size(), change.getAfterImage().size()))
                .sum();
    }

    private <T> T transact(Work<T> work) {
        try (Connection connection = proxy.getConnection()) {
            connection.setAutoCommit(false);
            try {
                T done = work.in(connection);
                connection.commit();
                return done;
            } catch (SQLException | RuntimeException failure) {
                rollBack(connection, failure);
                throw failure;
            }
        } catch (SQLException failure) {
            throw isLock(failure) ? new RowsLockedException(failure) : new BranchFailedException(failure);
        }
    }

    /** What went wrong first is what is told: the database may have ended the connection meanwhile. */
    private static void rollBack(Connection connection, Exception failure) {
        try {
            connection.rollback();
        } catch (SQLException alreadyGone) {
            failure.addSuppressed(alreadyGone);
        }
    }

    private static boolean isLock(@Nullable Throwable failure) {
        return failure != null
                && (failure instanceof LockConflictException
                        || failure instanceof LockWaitTimeoutException
                        || failure instanceof SQLException sql
                                && WAITED_TOO_LONG.contains(String.valueOf(sql.getSQLState()))
                        || isLock(failure.getCause()));
    }

    @Override
    public void close() {
        pool.close();
    }
}
