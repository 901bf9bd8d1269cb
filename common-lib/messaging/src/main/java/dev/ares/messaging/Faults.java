package dev.ares.messaging;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

import com.google.protobuf.InvalidProtocolBufferException;
import io.r2dbc.spi.R2dbcException;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.dao.DataRetrievalFailureException;
import org.springframework.dao.InvalidDataAccessApiUsageException;
import org.springframework.transaction.TransactionException;

/**
 * Tells faults of a record from faults of the infrastructure. Only the former count towards parking: a record that is
 * parked because a database was down would be lost to the shop for no fault of its own.
 */
public final class Faults {

    private static final List<Class<? extends Throwable>> OF_THE_RECORD = List.of(
            InvalidProtocolBufferException.class,
            DataIntegrityViolationException.class,
            DataRetrievalFailureException.class,
            InvalidDataAccessApiUsageException.class);

    private static final List<Class<? extends Throwable>> OF_INFRASTRUCTURE = List.of(
            Error.class,
            IOException.class,
            TimeoutException.class,
            InterruptedException.class,
            CancellationException.class,
            RejectedExecutionException.class,
            DataAccessException.class,
            TransactionException.class,
            KafkaException.class);

    private static final String LOCK_NOT_AVAILABLE = "55P03";

    private Faults() {}

    /**
     * Whether the fault says nothing about the records that were being applied. An exception of an unknown kind is
     * taken for the record's own; it still has to fail alone, and repeatedly, before the record is parked.
     */
    public static boolean isOfInfrastructure(Throwable fault) {
        for (Throwable cause : chain(fault)) {
            if (cause instanceof R2dbcException database) {
                return !isOfTheData(database.getSqlState());
            }
        }
        for (Throwable cause : chain(fault)) {
            if (isOneOf(OF_THE_RECORD, cause)) {
                return false;
            }
            if (isOneOf(OF_INFRASTRUCTURE, cause)) {
                return true;
            }
        }
        return false;
    }

    /** Whether a lock was not to be had in time, so that the transaction was rolled back. */
    public static boolean isLockTimeout(Throwable fault) {
        return chain(fault).stream()
                .anyMatch(cause ->
                        cause instanceof R2dbcException database && LOCK_NOT_AVAILABLE.equals(database.getSqlState()));
    }

    /** SQLSTATE classes 22 (data exception) and 23 (constraint violation) speak of values, all others of the server. */
    private static boolean isOfTheData(@Nullable String sqlState) {
        return sqlState != null && (sqlState.startsWith("22") || sqlState.startsWith("23"));
    }

    private static boolean isOneOf(List<Class<? extends Throwable>> kinds, Throwable cause) {
        return kinds.stream().anyMatch(kind -> kind.isInstance(cause));
    }

    private static List<Throwable> chain(Throwable fault) {
        return Stream.<Throwable>iterate(fault, cause -> cause != null, Throwable::getCause)
                .limit(20)
                .toList();
    }

    /** The fault in a line, for a dead letter or a column. */
    public static String describe(Throwable fault) {
        List<Throwable> chain = chain(fault);
        Throwable root = chain.get(chain.size() - 1);
        String text = root.getClass().getName() + ": " + root.getMessage();
        return text.length() <= 500 ? text : text.substring(0, 500);
    }
}
