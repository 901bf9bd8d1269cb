package dev.ares.messaging;

import java.io.IOException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

import com.google.protobuf.InvalidProtocolBufferException;
import io.r2dbc.spi.R2dbcBadGrammarException;
import io.r2dbc.spi.R2dbcDataIntegrityViolationException;
import io.r2dbc.spi.R2dbcNonTransientResourceException;
import io.r2dbc.spi.R2dbcRollbackException;
import io.r2dbc.spi.R2dbcTransientResourceException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.dao.EmptyResultDataAccessException;
import org.springframework.r2dbc.UncategorizedR2dbcException;
import org.springframework.transaction.CannotCreateTransactionException;
import reactor.core.Exceptions;

import static org.assertj.core.api.Assertions.assertThat;

class FaultsTest {

    static Stream<Throwable> ofTheRecord() {
        return Stream.of(
                new IllegalArgumentException("negative quantity"),
                new IllegalStateException("released -> confirmed"),
                new NullPointerException(),
                new ArithmeticException("overflow"),
                new InvalidProtocolBufferException("truncated"),
                new EmptyResultDataAccessException(1),
                new DataIntegrityViolationException("check constraint"),
                new R2dbcDataIntegrityViolationException("check constraint", "23514"),
                new UncategorizedR2dbcException("too large", "", new R2dbcBadGrammarException("too large", "22003")));
    }

    static Stream<Throwable> ofTheInfrastructure() {
        return Stream.of(
                new TimeoutException(),
                new RuntimeException(new IOException("connection reset")),
                Exceptions.propagate(new InterruptedException()),
                new RejectedExecutionException("shutting down"),
                new NoClassDefFoundError("half a deployment"),
                new CannotCreateTransactionException("no connection"),
                new DataAccessResourceFailureException("no connection"),
                new R2dbcTransientResourceException("too many connections", "53300"),
                new R2dbcNonTransientResourceException("connection closed"),
                new R2dbcRollbackException("deadlock detected", "40P01"),
                new R2dbcRollbackException("serialization failure", "40001"),
                new R2dbcTransientResourceException("lock timeout", "55P03"),
                new R2dbcTransientResourceException("transaction timeout", "25P04"),
                new R2dbcTransientResourceException("the server is shutting down", "57P01"),
                new R2dbcTransientResourceException("disk full", "53100"),
                new R2dbcBadGrammarException("relation does not exist", "42P01"),
                new IllegalArgumentException("wrapped", new R2dbcNonTransientResourceException("connection closed")),
                new org.apache.kafka.common.errors.TimeoutException("dead letter"));
    }

    @ParameterizedTest
    @MethodSource
    void ofTheRecord(Throwable fault) {
        assertThat(Faults.isOfInfrastructure(fault)).isFalse();
    }

    @ParameterizedTest
    @MethodSource
    void ofTheInfrastructure(Throwable fault) {
        assertThat(Faults.isOfInfrastructure(fault)).isTrue();
    }
}
