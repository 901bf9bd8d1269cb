package dev.ares.saga;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeoutException;

import org.junit.jupiter.api.Test;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.dao.DataRetrievalFailureException;
import org.springframework.dao.IncorrectResultSizeDataAccessException;
import org.springframework.dao.InvalidDataAccessApiUsageException;
import org.springframework.dao.OptimisticLockingFailureException;
import org.springframework.dao.QueryTimeoutException;

import static org.assertj.core.api.Assertions.assertThat;

/** A saga that is at fault is parked alone; were it waited out, no other one would be swept any more. */
class FaultsTest {

    @Test
    void whatIsWrongWithASagaParksIt() {
        assertThat(List.<Throwable>of(
                        new IllegalStateException("a listener's bug"),
                        new StackOverflowError(),
                        new DataIntegrityViolationException("a value that does not fit"),
                        new DataRetrievalFailureException("a row that is not there"),
                        new InvalidDataAccessApiUsageException("a statement that makes no sense"),
                        new IncorrectResultSizeDataAccessException(1, 2),
                        new IllegalStateException("wrapped", new DataRetrievalFailureException("a row"))))
                .allMatch(Faults::areOfTheRecord);
    }

    @Test
    void whatIsWrongWithADatabaseIsWaitedOut() {
        assertThat(List.<Throwable>of(
                        new TimeoutException(),
                        new IOException("connection reset"),
                        new OutOfMemoryError(),
                        new QueryTimeoutException("slow"),
                        new OptimisticLockingFailureException("overtaken"),
                        new DataAccessResourceFailureException("no database"),
                        new IllegalStateException("wrapped", new DataAccessResourceFailureException("no database"))))
                .noneMatch(Faults::areOfTheRecord);
    }
}
