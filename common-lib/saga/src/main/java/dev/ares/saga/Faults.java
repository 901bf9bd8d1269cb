package dev.ares.saga;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

import io.r2dbc.spi.R2dbcException;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.dao.DataRetrievalFailureException;
import org.springframework.dao.IncorrectUpdateSemanticsDataAccessException;
import org.springframework.dao.InvalidDataAccessApiUsageException;
import org.springframework.transaction.TransactionException;

/** Tells faults of a saga itself, which park it, from those of the infrastructure, which are waited out. */
final class Faults {

    private static final List<Class<? extends Throwable>> OF_THE_RECORD = List.of(
            // Too deep a structure, in spite of being an error.
            StackOverflowError.class,
            DataIntegrityViolationException.class,
            DataRetrievalFailureException.class,
            InvalidDataAccessApiUsageException.class,
            IncorrectUpdateSemanticsDataAccessException.class);

    private static final List<Class<? extends Throwable>> OF_INFRASTRUCTURE = List.of(
            Error.class,
            IOException.class,
            TimeoutException.class,
            InterruptedException.class,
            CancellationException.class,
            RejectedExecutionException.class,
            R2dbcException.class,
            DataAccessException.class,
            TransactionException.class);

    private Faults() {}

    /**
     * Whether the fault lies in what was being written. One of an unknown kind is taken for that: were it waited out, one
     * saga whose listener throws it would hold up all others for ever; taken alone it parks that one saga only.
     */
    static boolean areOfTheRecord(Throwable fault) {
        List<Throwable> chain = Stream.<Throwable>iterate(fault, cause -> cause != null, Throwable::getCause)
                .limit(20)
                .toList();
        for (Throwable cause : chain) {
            if (isOneOf(OF_THE_RECORD, cause)) {
                return true;
            }
            if (isOneOf(OF_INFRASTRUCTURE, cause)) {
                return false;
            }
        }
        return true;
    }

    private static boolean isOneOf(List<Class<? extends Throwable>> kinds, Throwable cause) {
        return kinds.stream().anyMatch(kind -> kind.isInstance(cause));
    }
}
