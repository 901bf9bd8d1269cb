package dev.ares.seata;

/** A branch waited too long for rows that an undecided global transaction changed. */
public final class RowsLockedException extends BranchFailedException {

    private static final long serialVersionUID = 1L;

    RowsLockedException(Throwable cause) {
        super(cause);
    }
}
