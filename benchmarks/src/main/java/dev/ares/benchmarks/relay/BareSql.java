package dev.ares.benchmarks.relay;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.function.Supplier;

import com.zaxxer.hikari.HikariDataSource;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.jspecify.annotations.Nullable;

/**
 * The upper bound: one loop on one connection that selects rows, sends them, waits, and deletes them. It knows no leases,
 * attempts, faults, traces nor a second process that is not waited for; nobody should run it.
 */
final class BareSql implements Contender {

    static final String NAME = "bare SQL and producer";

    private static final int BATCH = 5000;
    private static final int PAUSE_MILLIS = 5;

    private final Site site;
    private final Consumer<String> committed;
    private final HikariDataSource pool;
    private final KafkaProducer<String, byte[]> producer;
    private final byte[] body = Site.BODY.getBytes(StandardCharsets.US_ASCII);
    private volatile @Nullable Thread relay;

    BareSql(Site site, Consumer<String> committed) throws SQLException {
        this.site = site;
        this.committed = committed;
        site.execute("""
                CREATE TABLE bare_outbox (
                    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
                    topic text NOT NULL, key text NOT NULL, payload bytea NOT NULL)""");
        this.pool = site.pool(20);
        this.producer = site.producer();
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String settings() {
        return "one loop: SELECT ... ORDER BY id LIMIT " + BATCH
                + " FOR UPDATE SKIP LOCKED, send all, flush, DELETE ... = ANY; " + PAUSE_MILLIS
                + " ms of sleep when there is nothing; JDBC, pool of 20; producer " + Site.PRODUCER;
    }

    @Override
    public void start(boolean rowsWait) {
        Thread started = new Thread(this::relay, "bare-relay");
        started.setDaemon(true);
        relay = started;
        started.start();
    }

    @Override
    public void stop() throws InterruptedException {
        Thread ending = relay;
        relay = null;
        if (ending != null) {
            ending.join();
        }
    }

    private void relay() {
        try (Connection connection = pool.getConnection()) {
            while (relay != null) {
                if (sendBatch(connection) == 0) {
                    Thread.sleep(PAUSE_MILLIS);
                }
            }
        } catch (SQLException | ExecutionException failed) {
            throw new IllegalStateException("the bare relay failed", failed);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private int sendBatch(Connection connection) throws SQLException, ExecutionException, InterruptedException {
        List<Long> ids = new ArrayList<>();
        List<Future<RecordMetadata>> sending = new ArrayList<>();
        try (var select =
                        connection.prepareStatement("SELECT id, topic, key, payload FROM bare_outbox ORDER BY id LIMIT "
                                + BATCH + " FOR UPDATE SKIP LOCKED");
                var rows = select.executeQuery()) {
            while (rows.next()) {
                ids.add(rows.getLong(1));
                sending.add(
                        producer.send(new ProducerRecord<>(rows.getString(2), rows.getString(3), rows.getBytes(4))));
            }
        }
        if (!ids.isEmpty()) {
            producer.flush();
            for (Future<RecordMetadata> one : sending) {
                one.get();
            }
            try (var delete = connection.prepareStatement("DELETE FROM bare_outbox WHERE id = ANY (?)")) {
                delete.setArray(1, connection.createArrayOf("bigint", ids.toArray()));
                delete.executeUpdate();
            }
        }
        connection.commit();
        return ids.size();
    }

    @Override
    public void write(String key) {
        try (Connection connection = pool.getConnection();
                var insert =
                        connection.prepareStatement("INSERT INTO bare_outbox (topic, key, payload) VALUES (?, ?, ?)")) {
            insert.setString(1, site.topic());
            insert.setString(2, key);
            insert.setBytes(3, body);
            insert.executeUpdate();
            connection.commit();
            committed.accept(key);
        } catch (SQLException failed) {
            throw new IllegalStateException(failed);
        }
    }

    @Override
    public void write(Supplier<@Nullable String> keys, int atATime) throws InterruptedException {
        WriterThreads.run(keys, atATime, this::write);
    }

    @Override
    public boolean isFast() {
        return true;
    }

    @Override
    public boolean writesAlone() {
        return true;
    }

    @Override
    public void leaveBehind(int run, int count) throws SQLException {
        site.execute("""
                INSERT INTO bare_outbox (topic, key, payload)
                SELECT '%s', '%d.' || n, convert_to('%s', 'UTF8') FROM generate_series(0, %d - 1) AS n""".formatted(site.topic(), run, Site.BODY, count));
        site.execute("VACUUM ANALYZE bare_outbox");
    }

    @Override
    public long unsent() throws SQLException {
        return site.count("SELECT count(*) FROM bare_outbox");
    }

    @Override
    public void empty() throws SQLException {
        site.execute("TRUNCATE bare_outbox");
    }

    @Override
    public void close() throws InterruptedException {
        stop();
        producer.close();
        pool.close();
    }
}
