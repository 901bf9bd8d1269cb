package dev.ares.benchmarks.relay;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import dev.ares.faults.WholeTransactions;
import dev.ares.messaging.AfterCommit;
import dev.ares.messaging.MessageMetrics;
import dev.ares.messaging.Outbox;
import dev.ares.messaging.OutgoingMessage;
import dev.ares.messaging.Traces;
import dev.ares.messaging.autoconfigure.MessagingSettings;
import dev.ares.messaging.kafka.KafkaBroker;
import dev.ares.messaging.postgres.PostgresMessageTable;
import dev.ares.messaging.postgres.PostgresOutbox;
import dev.ares.messaging.relay.MessageTable;
import dev.ares.messaging.relay.OutboxRelay;
import dev.ares.messaging.relay.StoredMessage;

/** Our library, with the settings that a service has which sets none. */
final class AresOutbox implements Contender {

    static final String NAME = "Ares";

    private static final String TYPE = "ares.benchmark.v1.Note";
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Site site;
    private final Consumer<String> committed;
    private final AresParts parts;
    private final MessagingSettings settings;
    private final TransactionalOperator transaction;
    private final Outbox outbox;
    private final MessageTable table;
    private final KafkaBroker broker;
    private final byte[] body = Site.BODY.getBytes(StandardCharsets.US_ASCII);
    private volatile @Nullable OutboxRelay relay;
    private @Nullable BacklogGauge gauge;

    AresOutbox(Site site, Consumer<String> committed) throws IOException, SQLException {
        this.site = site;
        this.committed = committed;
        this.parts = new AresParts(site);
        this.settings = parts.settings();
        this.transaction = parts.transaction();
        this.outbox = new PostgresOutbox(
                parts.database(),
                settings.outbox().lease(),
                new Traces(none -> null),
                Clock.systemUTC(),
                this::handOver);
        this.table = new PostgresMessageTable(
                parts.database(),
                new WholeTransactions(parts.transaction()),
                settings.outbox().lease(),
                settings.outbox().maxAttempts());
        this.broker = parts.broker();
    }

    private void handOver(List<StoredMessage> stored) {
        OutboxRelay running = relay;
        if (running != null) {
            running.offer(stored);
        }
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String settings() {
        return "defaults of ares.messaging: " + settings.outbox()
                + "; the backlog counted every 5 s as in a service; R2DBC, pool of " + AresParts.POOL
                + "; producer acks=all, idempotent, linger.ms=0";
    }

    @Override
    public void start(boolean rowsWait) {
        OutboxRelay started =
                new OutboxRelay(table, broker, parts.relay(), new MessageMetrics(new SimpleMeterRegistry()));
        started.start();
        relay = started;
        gauge = new BacklogGauge(table);
    }

    @Override
    public void stop() throws InterruptedException {
        OutboxRelay running = relay;
        if (running != null) {
            running.stop(PATIENCE);
            relay = null;
        }
        if (gauge != null) {
            gauge.close();
            gauge = null;
        }
    }

    private Mono<Void> writing(String key) {
        var message = OutgoingMessage.of(site.topic(), key, TYPE, body);
        return AfterCommit.run(() -> committed.accept(key))
                .then(outbox.append(List.of(message)))
                .as(transaction::transactional);
    }

    @Override
    public void write(String key) {
        writing(key).block(PATIENCE);
    }

    /** As a reactive service writes: so many at a time, and no thread waits. */
    @Override
    public void write(Supplier<@Nullable String> keys, int atATime) {
        Flux.<String>generate(sink -> {
                    String key = keys.get();
                    if (key == null) {
                        sink.complete();
                    } else {
                        sink.next(key);
                    }
                })
                .flatMap(this::writing, atATime)
                .then()
                .block(Duration.ofMinutes(10));
    }

    @Override
    public boolean isFast() {
        return true;
    }

    @Override
    public boolean writesAlone() {
        return true;
    }

    /** Ids in the order of their time, as the library makes them; but for the version in them, which says that all is random. */
    @Override
    public void leaveBehind(int run, int count) throws SQLException {
        site.execute("""
                INSERT INTO outbox (id, topic, key, type, headers, payload, leased_until)
                SELECT encode(overlay(uuid_send(gen_random_uuid()) PLACING
                               substring(int8send((extract(epoch FROM clock_timestamp()) * 1000)::bigint) FROM 3) FROM 1 FOR 6),
                           'hex')::uuid,
                       '%s', '%d.' || n, '%s', '{"ce_time": "2026-11-21T00:00:00Z"}',
                       convert_to('%s', 'UTF8'), now() - interval '1 second'
                FROM generate_series(0, %d - 1) AS n""".formatted(site.topic(), run, TYPE, Site.BODY, count));
        site.execute("VACUUM ANALYZE outbox");
    }

    @Override
    public long unsent() throws SQLException {
        return site.count("SELECT count(*) FROM outbox WHERE status <> 'processed'");
    }

    @Override
    public void empty() throws SQLException {
        site.execute("TRUNCATE outbox");
    }

    @Override
    public void close() throws InterruptedException {
        stop();
        parts.close();
    }
}
