package dev.ares.seata;

import org.apache.seata.core.exception.TmTransactionException;
import org.apache.seata.core.exception.TransactionException;
import org.apache.seata.core.exception.TransactionExceptionCode;
import org.apache.seata.core.model.GlobalStatus;
import org.apache.seata.core.model.TransactionManager;
import org.apache.seata.tm.TransactionManagerHolder;

/**
 * Takes a global transaction for committed only where the coordinator says so. Seata's client also does when the coordinator
 * could not write the commit down and answers with the status that the transaction had before, and leaves to its caller what
 * a transaction means that the coordinator does not know.
 */
final class CertainCommits implements TransactionManager {

    private final TransactionManager coordinator;

    CertainCommits(TransactionManager coordinator) {
        this.coordinator = coordinator;
    }

    /** From now on, in this JVM. May be repeated. */
    static synchronized void demand() {
        TransactionManager present = TransactionManagerHolder.get();
        if (!(present instanceof CertainCommits)) {
            TransactionManagerHolder.set(new CertainCommits(present));
        }
    }

    @Override
    public GlobalStatus commit(String xid) throws TransactionException {
        GlobalStatus status = coordinator.commit(xid);
        if (status != GlobalStatus.Committed) {
            throw new TmTransactionException(
                    TransactionExceptionCode.Unknown,
                    "transaction " + xid + ": " + status + " (expected: " + GlobalStatus.Committed + ")");
        }
        return status;
    }

    @Override
    public String begin(String application, String group, String name, int timeout) throws TransactionException {
        return coordinator.begin(application, group, name, timeout);
    }

    @Override
    public GlobalStatus rollback(String xid) throws TransactionException {
        return coordinator.rollback(xid);
    }

    @Override
    public GlobalStatus getStatus(String xid) throws TransactionException {
        return coordinator.getStatus(xid);
    }

    @Override
    public GlobalStatus globalReport(String xid, GlobalStatus status) throws TransactionException {
        return coordinator.globalReport(xid, status);
    }
}
