package dev.ares.messaging.postgres;

import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.transaction.NoTransactionException;
import org.springframework.transaction.reactive.TransactionSynchronization;
import org.springframework.transaction.reactive.TransactionSynchronizationManager;
import reactor.core.publisher.Mono;
import reactor.util.context.ContextView;

import dev.ares.messaging.CloudEvents;
import dev.ares.messaging.Outbox;
import dev.ares.messaging.OutgoingMessage;
import dev.ares.messaging.Traces;
import dev.ares.messaging.relay.StoredMessage;

/** Writes messages in the caller's transaction and hands them over to the relay when it has committed. */
public final class PostgresOutbox implements Outbox {

    // The driver has no codec for arrays of bytea, so payloads cross as base64. Rows are born leased, by the clock of
    // the database at this moment: now() would be the beginning of the transaction.
    private static final String INSERT = """
            WITH inserted AS (
                INSERT INTO outbox (id, topic, key, type, headers, payload, leased_until)
                SELECT m.id, m.topic, m.key, m.type, m.headers::jsonb, decode(m.payload, 'base64'),
                       clock_timestamp() + $7 * interval '1 millisecond'
                FROM unnest($1::uuid[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[])
                    AS m (id, topic, key, type, headers, payload)
                RETURNING slot)
            SELECT max(slot) AS slot FROM inserted""";

    // The first condition is that of the index, which holds only what has not left.
    private static final String WAITING = """
            SELECT DISTINCT m.n FROM unnest($1::integer[], $2::text[], $3::text[], $4::text[]) AS m (n, topic, key, type)
            JOIN outbox o ON o.topic = m.topic AND o.key = m.key AND o.type = m.type
            WHERE o.status <> 'processed' AND o.status = 'pending'""";

    private final DatabaseClient database;
    private final Duration lease;
    private final Traces traces;
    private final Clock clock;
    private final Consumer<List<StoredMessage>> handOff;

    /**
     * @param lease how long a message belongs to the process that wrote it; longer than a send may take
     * @param handOff told after the commit; must not block
     */
    public PostgresOutbox(
            DatabaseClient database,
            Duration lease,
            Traces traces,
            Clock clock,
            Consumer<List<StoredMessage>> handOff) {
        this.database = database;
        this.lease = lease;
        this.traces = traces;
        this.clock = clock;
        this.handOff = handOff;
    }

    @Override
    public Mono<Void> append(List<OutgoingMessage> messages) {
        if (messages.isEmpty()) {
            return Mono.empty();
        }
        return TransactionSynchronizationManager.forCurrentTransaction()
                .filter(TransactionSynchronizationManager::isActualTransactionActive)
                .onErrorResume(NoTransactionException.class, none -> Mono.empty())
                .switchIfEmpty(Mono.error(
                        () -> new IllegalStateException("outbox: no transaction (expected: the effect's own)")))
                .flatMap(transaction ->
                        write(messages).doOnNext(stored -> transaction.registerSynchronization(afterCommit(stored))))
                .then();
    }

    @Override
    public Mono<List<OutgoingMessage>> withoutWaiting(List<OutgoingMessage> repetitions) {
        if (repetitions.isEmpty()) {
            return Mono.just(repetitions);
        }
        return database.sql(WAITING)
                .bind("$1", IntStream.range(0, repetitions.size()).boxed().toArray(Integer[]::new))
                .bind("$2", texts(repetitions, OutgoingMessage::topic))
                .bind("$3", texts(repetitions, OutgoingMessage::key))
                .bind("$4", texts(repetitions, OutgoingMessage::type))
                .mapValue(Integer.class)
                .all()
                .collect(Collectors.toSet())
                .map(waiting -> IntStream.range(0, repetitions.size())
                        .filter(n -> !waiting.contains(n))
                        .mapToObj(repetitions::get)
                        .toList());
    }

    private Mono<List<StoredMessage>> write(List<OutgoingMessage> plain) {
        return Mono.deferContextual(context -> {
            List<OutgoingMessage> messages = plain.stream()
                    .map(message -> message.withHeaders(headersOf(message, context)))
                    .toList();
            long leaseEnds = System.nanoTime() + lease.toNanos();
            return insert(messages).map(slot -> messages.stream()
                    .map(message -> new StoredMessage(slot, message, leaseEnds))
                    .toList());
        });
    }

    private Map<String, String> headersOf(OutgoingMessage message, ContextView context) {
        Map<String, String> headers = new HashMap<>(traces.headersOf(message, context));
        headers.putIfAbsent(CloudEvents.TIME, clock.instant().toString());
        return headers;
    }

    private Mono<Short> insert(List<OutgoingMessage> messages) {
        return database.sql(INSERT)
                .bind("$1", messages.stream().map(OutgoingMessage::id).toArray(UUID[]::new))
                .bind("$2", texts(messages, OutgoingMessage::topic))
                .bind("$3", texts(messages, OutgoingMessage::key))
                .bind("$4", texts(messages, OutgoingMessage::type))
                .bind("$5", texts(messages, message -> HeaderJson.write(message.headers())))
                .bind("$6", texts(messages, message -> Base64.getEncoder().encodeToString(message.payload())))
                .bind("$7", lease.toMillis())
                .mapValue(Short.class)
                .one();
    }

    private static String[] texts(List<OutgoingMessage> messages, Function<OutgoingMessage, String> text) {
        return messages.stream().map(text).toArray(String[]::new);
    }

    private TransactionSynchronization afterCommit(List<StoredMessage> stored) {
        return new TransactionSynchronization() {
            @Override
            public Mono<Void> afterCommit() {
                return Mono.fromRunnable(() -> handOff.accept(stored));
            }
        };
    }
}
