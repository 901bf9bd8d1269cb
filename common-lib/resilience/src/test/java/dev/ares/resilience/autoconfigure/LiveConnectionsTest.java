package dev.ares.resilience.autoconfigure;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

import io.r2dbc.pool.ConnectionPool;
import io.r2dbc.pool.ConnectionPoolConfiguration;
import io.r2dbc.spi.Connection;
import io.r2dbc.spi.ConnectionFactory;
import io.r2dbc.spi.ConnectionFactoryMetadata;
import io.r2dbc.spi.R2dbcNonTransientResourceException;
import io.r2dbc.spi.R2dbcTimeoutException;
import io.r2dbc.spi.ValidationDepth;
import io.r2dbc.spi.Wrapped;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.doAnswer;
import static org.mockito.Mockito.doReturn;
import static org.mockito.Mockito.mock;

/** A real pool of a database that is killed. */
class LiveConnectionsTest {

    private static final int SIZE = 5;
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final AtomicInteger opened = new AtomicInteger();
    private final AtomicBoolean isDown = new AtomicBoolean();
    private volatile AtomicBoolean alive = new AtomicBoolean(true);

    private final ConnectionPool pool = new ConnectionPool(ConnectionPoolConfiguration.builder(database())
            // Else it would fill up to ten in one go, which could not be told from asking again.
            .initialSize(0)
            .maxSize(SIZE)
            .acquireRetry(0)
            .validationDepth(ValidationDepth.LOCAL)
            .build());
    private final LiveConnections connections = new LiveConnections(pool);

    @AfterEach
    void stop() {
        pool.dispose();
    }

    @Test
    void aPoolFullOfDeadConnectionsRefusesNobody() {
        giveBack(take(SIZE));
        kill();

        List<Connection> again = take(SIZE);

        assertThat(again).hasSize(SIZE);
        assertThat(opened).hasValue(2 * SIZE);
    }

    @Test
    void aTimeoutIsFinal() {
        AtomicInteger attempts = new AtomicInteger();
        ConnectionPool busy = mock(ConnectionPool.class);
        doReturn(Mono.error(() -> {
                    attempts.incrementAndGet();
                    return new R2dbcTimeoutException("Connection acquisition timed out");
                }))
                .when(busy)
                .create();

        assertThatThrownBy(() -> new LiveConnections(busy).create().block(PATIENCE))
                .isInstanceOf(R2dbcTimeoutException.class);
        assertThat(attempts).hasValue(1);
    }

    @Test
    void aDatabaseThatIsAwayIsNotAskedAgain() {
        giveBack(take(SIZE));
        kill();
        isDown.set(true);

        assertThatThrownBy(() -> take(1))
                .isInstanceOf(R2dbcNonTransientResourceException.class)
                .hasMessage("refused");
        assertThat(opened).hasValue(SIZE + 1);
    }

    @Test
    void itTakesThePlaceOfTheApplicationsPoolWhichCanStillBeFound() {
        new ApplicationContextRunner()
                .withConfiguration(AutoConfigurations.of(DatabasePoolAutoConfiguration.class))
                .withBean("connectionFactory", ConnectionPool.class, () -> pool)
                .run(context -> {
                    ConnectionFactory found = context.getBean(ConnectionFactory.class);
                    assertThat(found).isInstanceOf(LiveConnections.class);
                    assertThat(((Wrapped<?>) found).unwrap(ConnectionPool.class))
                            .isSameAs(pool);
                });
    }

    private List<Connection> take(int number) {
        List<Connection> taken = new ArrayList<>();
        for (int i = 0; i < number; i++) {
            taken.add(Objects.requireNonNull(connections.create().block(PATIENCE)));
        }
        return taken;
    }

    private static void giveBack(List<Connection> taken) {
        Flux.fromIterable(taken).flatMap(Connection::close).then().block(PATIENCE);
    }

    private void kill() {
        alive.set(false);
        alive = new AtomicBoolean(true);
    }

    private ConnectionFactory database() {
        ConnectionFactory database = mock(ConnectionFactory.class);
        doAnswer(asked -> Mono.fromSupplier(this::open)).when(database).create();
        doReturn((ConnectionFactoryMetadata) () -> "a database").when(database).getMetadata();
        return database;
    }

    private Connection open() {
        opened.incrementAndGet();
        if (isDown.get()) {
            throw new R2dbcNonTransientResourceException("refused");
        }
        AtomicBoolean its = alive;
        Connection connection = mock(Connection.class);
        doAnswer(asked -> Mono.just(its.get())).when(connection).validate(any());
        doReturn(Mono.empty()).when(connection).close();
        return connection;
    }
}
