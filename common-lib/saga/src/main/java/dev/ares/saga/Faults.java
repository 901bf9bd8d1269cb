package dev.ares.saga;

import org.springframework.dao.DataAccessException;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.dao.IncorrectResultSizeDataAccessException;
import org.springframework.dao.IncorrectUpdateSemanticsDataAccessException;
import org.springframework.transaction.TransactionException;

/** Tells faults of a saga itself, which park it, from those of the infrastructure, which are waited out. */
final class Faults {

    private Faults() {}

    static boolean areOfTheRecord(Throwable fault) {
        if (fault instanceof DataAccessException) {
            return fault instanceof DataIntegrityViolationException
                    || fault instanceof IncorrectUpdateSemanticsDataAccessException
                    || fault instanceof IncorrectResultSizeDataAccessException;
        }
        return !(fault instanceof TransactionException)
                && (fault instanceof IllegalArgumentException
                        || fault instanceof IllegalStateException
                        || fault instanceof NullPointerException);
    }
}
