package dev.ares.benchmarks.relay;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;

import com.gruelbox.transactionoutbox.Dialect;
import com.gruelbox.transactionoutbox.ExecutorSubmitter;
import com.gruelbox.transactionoutbox.Instantiator;
import com.gruelbox.transactionoutbox.Persistor;
import com.gruelbox.transactionoutbox.Submitter;
import com.gruelbox.transactionoutbox.ThreadLocalContextTransactionManager;
import com.gruelbox.transactionoutbox.TransactionManager;
import com.gruelbox.transactionoutbox.TransactionOutbox;
import com.zaxxer.hikari.HikariDataSource;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/**
 * gruelbox transaction-outbox: a call is written down and made after the commit, each in a transaction of its own, in
 * which the row is locked, the call made, and the row deleted. The call has to wait for the broker: only then is it done.
 */
final class Gruelbox implements Contender {

    static final String NAME = "gruelbox";

    private static final int THREADS = 16;
    private static final int QUEUE = 10_000;
    private static final String TEMPLATE = "KEY OF THE MESSAGE";

    private final Site site;
    private final Consumer<String> committed;
    private final HikariDataSource pool;
    private final KafkaProducer<String, byte[]> producer;
    private final ThreadPoolExecutor threads;
    private final ThreadLocalContextTransactionManager transactions;
    private final TransactionOutbox outbox;
    private final String template;
    private volatile boolean running;
    private @Nullable Thread flusher;

    Gruelbox(Site site, Consumer<String> committed) throws SQLException {
        this.site = site;
        this.committed = committed;
        this.pool = site.pool(2 * THREADS + 4);
        this.producer = site.producer();
        this.threads = new ThreadPoolExecutor(
                THREADS, THREADS, 1, TimeUnit.MINUTES, new ArrayBlockingQueue<>(QUEUE), Gruelbox::waitForRoom);
        this.transactions = TransactionManager.fromDataSource(pool);
        Submitter submitter = ExecutorSubmitter.builder().executor(threads).build();
        this.outbox = TransactionOutbox.builder()
                .transactionManager(transactions)
                .persistor(Persistor.forDialect(Dialect.POSTGRESQL_9))
                .instantiator(Instantiator.using(type -> new KafkaSender(producer, site.topic())))
                .submitter((entry, process) -> {
                    if (running) {
                        submitter.submit(entry, process);
                    }
                })
                .serializeMdc(false)
                .build();
        this.template = template();
    }

    /** Of the two that the library's documentation allows, the one that lets no row wait for the next flush. */
    private static void waitForRoom(Runnable work, ThreadPoolExecutor full) {
        try {
            full.getQueue().put(work);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new RejectedExecutionException(stopped);
        }
    }

    /** What the library writes for a message. */
    private String template() throws SQLException {
        transactions.inTransaction(() -> outbox.schedule(Sender.class).send(TEMPLATE, Site.BODY));
        try (Connection connection = pool.getConnection();
                var statement = connection.createStatement();
                var row = statement.executeQuery("SELECT invocation FROM txno_outbox")) {
            row.next();
            return row.getString(1);
        } finally {
            empty();
        }
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String settings() {
        return "transactionoutbox-core, ExecutorSubmitter of " + THREADS + " threads and a queue of " + QUEUE
                + " that makes writers wait, flushBatchSize 4096 (its default), while (outbox.flush()) in a thread of its own,"
                + " no MDC, no log; JDBC, pool of " + (2 * THREADS + 4) + "; producer " + Site.PRODUCER;
    }

    @Override
    public void start(boolean rowsWait) {
        running = true;
        Thread started = new Thread(this::flush, "gruelbox-flush");
        started.setDaemon(true);
        started.start();
        flusher = started;
    }

    private void flush() {
        try {
            while (!Thread.interrupted()) {
                while (running && outbox.flush()) {}
                Thread.sleep(60_000);
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException stopped) {
            if (running) {
                throw stopped;
            }
        }
    }

    @Override
    public void stop() throws InterruptedException {
        if (flusher != null) {
            running = false;
            threads.getQueue().clear();
            flusher.interrupt();
            flusher.join();
            flusher = null;
        }
        while (threads.getActiveCount() > 0 || !threads.getQueue().isEmpty()) {
            threads.getQueue().clear();
            Thread.sleep(10);
        }
    }

    @Override
    public void write(String key) {
        transactions.inTransaction(transaction -> {
            transaction.addPostCommitHook(() -> committed.accept(key));
            outbox.schedule(Sender.class).send(key, Site.BODY);
        });
    }

    @Override
    public void write(Supplier<@Nullable String> keys, int atATime) throws InterruptedException {
        WriterThreads.run(keys, atATime, this::write);
    }

    @Override
    public boolean isFast() {
        return false;
    }

    @Override
    public boolean writesAlone() {
        return true;
    }

    @Override
    public void leaveBehind(int run, int count) throws SQLException {
        site.execute("""
                INSERT INTO txno_outbox (id, invocation, nextattempttime, attempts, blocked, processed, version)
                SELECT gen_random_uuid()::text, replace('%s', '%s', '%d.' || n), localtimestamp - interval '1 day',
                       0, false, false, 0
                FROM generate_series(0, %d - 1) AS n""".formatted(template.replace("'", "''"), TEMPLATE, run, count));
        site.execute("VACUUM ANALYZE txno_outbox");
    }

    @Override
    public long unsent() throws SQLException {
        return site.count("SELECT count(*) FROM txno_outbox");
    }

    @Override
    public void empty() throws SQLException {
        site.execute("TRUNCATE txno_outbox");
    }

    @Override
    public void close() throws InterruptedException {
        stop();
        threads.shutdownNow();
        producer.close();
        pool.close();
    }

    /** The call that is written down. */
    interface Sender {

        void send(String key, String body);
    }

    private static final class KafkaSender implements Sender {

        private final KafkaProducer<String, byte[]> producer;
        private final String topic;

        KafkaSender(KafkaProducer<String, byte[]> producer, String topic) {
            this.producer = producer;
            this.topic = topic;
        }

        @Override
        public void send(String key, String body) {
            try {
                producer.send(new ProducerRecord<>(topic, key, body.getBytes(StandardCharsets.US_ASCII)))
                        .get();
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(stopped);
            } catch (ExecutionException failed) {
                throw new IllegalStateException(failed.getCause());
            }
        }
    }
}
