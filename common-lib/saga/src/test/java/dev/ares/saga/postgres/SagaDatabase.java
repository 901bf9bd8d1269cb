package dev.ares.saga.postgres;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.r2dbc.pool.ConnectionPool;
import io.r2dbc.pool.ConnectionPoolConfiguration;
import io.r2dbc.postgresql.PostgresqlConnectionConfiguration;
import io.r2dbc.postgresql.PostgresqlConnectionFactory;
import org.flywaydb.core.Flyway;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.connection.R2dbcTransactionManager;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.transaction.ReactiveTransaction;
import org.springframework.transaction.ReactiveTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Mono;

import dev.ares.saga.Dispatch;
import dev.ares.saga.SagaCommands;
import dev.ares.saga.SagaDefinition;
import dev.ares.saga.SagaEngine;
import dev.ares.saga.SagaListener;
import dev.ares.saga.SagaLogEntry;
import dev.ares.saga.SagaMetrics;
import dev.ares.saga.SagaMilestone;
import dev.ares.saga.SagaOrchestrator;
import dev.ares.saga.SagaStateCodec;
import dev.ares.saga.SagaTiming;
import dev.ares.test.infrastructure.Infrastructure;
import dev.ares.test.time.SetClock;

import static java.nio.charset.StandardCharsets.UTF_8;

/** A real database with the library's own migrations, and an engine on it whose commands land in a table. */
final class SagaDatabase implements AutoCloseable {

    static final SagaDefinition<String, String> TRIP = SagaDefinition.<String, String>named("trip")
            .step("flight", who -> "book flight")
            .undoneBy(who -> "cancel flight")
            .step("hotel", who -> "book hotel")
            .undoneBy(who -> "cancel hotel")
            .pivot("pay", who -> "pay")
            .tail("announce", who -> "announce")
            .acknowledgedBy("tickets", "miles")
            .build();

    private final ConnectionPool pool;
    private final SetClock clock = new SetClock();
    final AtomicInteger commits = new AtomicInteger();
    final DatabaseClient database;
    final TransactionalOperator transaction;
    final SagaEngine engine;
    final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    final List<SagaMilestone> milestones = new CopyOnWriteArrayList<>();
    final PostgresSagaStore store;
    final PostgresSagaReader reader;

    SagaDatabase(Infrastructure infrastructure) {
        Flyway.configure()
                .dataSource(infrastructure.jdbcUrl(), infrastructure.databaseName(), infrastructure.databasePassword())
                .locations("classpath:db/saga")
                .load()
                .migrate();
        pool = new ConnectionPool(ConnectionPoolConfiguration.builder(
                        new PostgresqlConnectionFactory(PostgresqlConnectionConfiguration.builder()
                                .host("127.0.0.1")
                                .port(infrastructure.postgresPort())
                                .database(infrastructure.databaseName())
                                .username(infrastructure.databaseName())
                                .password(infrastructure.databasePassword())
                                .build()))
                .maxSize(12)
                .build());
        R2dbcTransactionManager transactions = new R2dbcTransactionManager(pool);
        database = DatabaseClient.create(pool);
        transaction = TransactionalOperator.create(transactions);
        store = new PostgresSagaStore(database);
        reader = new PostgresSagaReader(database);
        engine = new SagaEngine(store, new Counted(transactions), SagaTiming.DEFAULT, clock, new SagaMetrics(meters));
        execute("CREATE TABLE IF NOT EXISTS sent (n bigserial, saga_id uuid, command text)");
        execute("TRUNCATE sent, saga_instance, saga_log");
    }

    SagaOrchestrator<String> trips() {
        return trips(told -> Mono.fromRunnable(() -> milestones.addAll(told)));
    }

    SagaOrchestrator<String> trips(SagaListener listener) {
        return engine.orchestrate(TRIP, new Text(), new Sent(), listener);
    }

    void execute(String sql) {
        database.sql(sql).then().block();
    }

    void passTime(Duration time) {
        clock.advance(time);
    }

    Instant now() {
        return clock.instant();
    }

    List<String> sent(UUID id) {
        return database.sql("SELECT command FROM sent WHERE saga_id = :id ORDER BY n")
                .bind("id", id)
                .map(row -> String.valueOf(row.get(0, String.class)))
                .all()
                .collectList()
                .blockOptional()
                .orElseThrow();
    }

    List<String> timeline(UUID id) {
        return reader.timelines(Map.of(id, 0))
                .map(entry -> text(entry))
                .collectList()
                .blockOptional()
                .orElseThrow();
    }

    private static String text(SagaLogEntry entry) {
        return entry.step() == null ? entry.event().name() : entry.event() + " " + entry.step();
    }

    @Override
    public void close() {
        pool.dispose();
    }

    /** The engine's transactions. */
    private final class Counted implements ReactiveTransactionManager {

        private final ReactiveTransactionManager transactions;

        Counted(ReactiveTransactionManager transactions) {
            this.transactions = transactions;
        }

        @Override
        public Mono<ReactiveTransaction> getReactiveTransaction(@Nullable TransactionDefinition definition) {
            return transactions.getReactiveTransaction(definition);
        }

        @Override
        public Mono<Void> commit(ReactiveTransaction ended) {
            return transactions.commit(ended).doOnSuccess(done -> commits.incrementAndGet());
        }

        @Override
        public Mono<Void> rollback(ReactiveTransaction ended) {
            return transactions.rollback(ended);
        }
    }

    private final class Sent implements SagaCommands<String> {
        @Override
        public Mono<Void> send(List<Dispatch<String>> dispatches) {
            return database.sql("INSERT INTO sent (saga_id, command) SELECT * FROM unnest(:ids, :commands)")
                    .bind("ids", dispatches.stream().map(Dispatch::sagaId).toArray(UUID[]::new))
                    .bind("commands", dispatches.stream().map(Dispatch::command).toArray(String[]::new))
                    .then();
        }
    }

    private static final class Text implements SagaStateCodec<String> {
        @Override
        public byte[] encode(String state) {
            return state.getBytes(UTF_8);
        }

        @Override
        public String decode(byte[] state) {
            String text = new String(state, UTF_8);
            if (text.equals("broken")) {
                throw new IllegalArgumentException("state: broken (expected: readable)");
            }
            return text;
        }
    }

    /** The ids of so many sagas that were started one by one. */
    List<UUID> startMany(SagaOrchestrator<String> orchestrator, int number) {
        List<UUID> ids = Stream.generate(UUID::randomUUID).limit(number).toList();
        ids.forEach(each ->
                transaction.transactional(orchestrator.start(each, "ann")).block());
        return ids;
    }

    /** The caller's transaction travels in the subscriber's context: a new subscription has none. */
    static <T> Mono<T> otherConnection(Mono<T> work) {
        return Mono.fromFuture(work::toFuture);
    }
}
