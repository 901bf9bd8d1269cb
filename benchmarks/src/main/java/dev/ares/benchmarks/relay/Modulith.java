package dev.ares.benchmarks.relay;

import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.Banner;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.modulith.events.IncompleteEventPublications;
import org.springframework.modulith.events.ResubmissionOptions;
import org.springframework.scheduling.concurrent.ThreadPoolTaskExecutor;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;

import dev.ares.benchmarks.machine.LocalServers;

/**
 * Spring Modulith's event publication registry with externalization to Kafka. Its listeners are told in the process that
 * published, so it cannot write without sending; what a process left behind is what its staleness monitor would have
 * marked as failed, and is resubmitted in batches.
 */
final class Modulith implements Contender {

    private static final int THREADS = 16;
    private static final int BATCH = 2000;
    private static final String TEMPLATE = "KEY OF THE MESSAGE";

    private final Site site;
    private final Consumer<String> committed;
    private final ConfigurableApplicationContext context;
    private final TransactionTemplate transaction;
    private final ThreadPoolTaskExecutor listeners;
    private final Map<String, ?> template;
    private volatile @Nullable Thread resubmission;

    Modulith(Site site, Consumer<String> committed) {
        this.site = site;
        this.committed = committed;
        this.context = new SpringApplicationBuilder(ModulithApplication.class)
                .web(WebApplicationType.NONE)
                .bannerMode(Banner.Mode.OFF)
                .logStartupInfo(false)
                .registerShutdownHook(false)
                .properties(properties())
                .run();
        this.transaction = context.getBean(TransactionTemplate.class);
        this.listeners = context.getBean(ThreadPoolTaskExecutor.class);
        this.template = template();
    }

    private Map<String, Object> properties() {
        var properties = new HashMap<String, Object>();
        // What the class path has as application.yml is a service's.
        properties.put("spring.config.name", "modulith");
        properties.put(ModulithApplication.TOPIC, site.topic());
        properties.put("spring.datasource.url", site.servers().jdbcUrl(site.name()));
        properties.put("spring.datasource.username", site.name());
        properties.put("spring.datasource.password", LocalServers.PASSWORD);
        properties.put("spring.datasource.hikari.maximum-pool-size", 2 * THREADS + 4);
        properties.put("spring.datasource.hikari.data-source-properties.prepareThreshold", "1");
        properties.put("spring.task.execution.pool.core-size", THREADS);
        properties.put("spring.modulith.events.jdbc.schema-initialization.enabled", "true");
        properties.put("spring.modulith.events.completion-mode", "delete");
        properties.put("spring.modulith.events.kafka.enable-json", "false");
        properties.put("spring.kafka.bootstrap-servers", site.servers().kafka());
        properties.put(
                "spring.kafka.producer.value-serializer", "org.apache.kafka.common.serialization.StringSerializer");
        Site.PRODUCER.forEach((name, value) -> properties.put("spring.kafka.producer.properties." + name, value));
        return properties;
    }

    /** What the library writes for a message, seen before it is rolled back. */
    private Map<String, ?> template() {
        JdbcTemplate database = context.getBean(JdbcTemplate.class);
        Map<String, ?> row = transaction.execute(undone -> {
            context.publishEvent(new Announced(TEMPLATE, Site.BODY));
            undone.setRollbackOnly();
            return database.queryForMap("SELECT listener_id, event_type, serialized_event FROM event_publication");
        });
        if (row == null) {
            throw new IllegalStateException("event publication: none (expected: one for the event)");
        }
        return row;
    }

    @Override
    public String name() {
        return "Spring Modulith";
    }

    @Override
    public String settings() {
        return "spring-modulith-events-jdbc and -kafka, completion-mode=delete, spring.task.execution.pool.core-size="
                + THREADS
                + ", kafka.enable-json=false; rows that wait: resubmitIncompletePublications, batches of " + BATCH
                + " whenever less than half of one waits for a thread; JDBC, pool of " + (2 * THREADS + 4)
                + "; producer " + Site.PRODUCER;
    }

    @Override
    public void start(boolean rowsWait) {
        if (rowsWait) {
            Thread started = new Thread(this::resubmit, "modulith-resubmission");
            started.setDaemon(true);
            resubmission = started;
            started.start();
        }
    }

    private void resubmit() {
        var incomplete = context.getBean(IncompleteEventPublications.class);
        ResubmissionOptions options = ResubmissionOptions.defaults().withBatchSize(BATCH);
        try {
            while (resubmission != null) {
                if (listeners.getQueueSize() < BATCH / 2) {
                    incomplete.resubmitIncompletePublications(options);
                }
                Thread.sleep(10);
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void stop() throws InterruptedException {
        Thread ending = resubmission;
        resubmission = null;
        if (ending != null) {
            ending.join();
        }
        while (listeners.getActiveCount() > 0 || listeners.getQueueSize() > 0) {
            listeners.getThreadPoolExecutor().getQueue().clear();
            Thread.sleep(10);
        }
    }

    @Override
    public void write(String key) {
        transaction.executeWithoutResult(running -> {
            TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
                @Override
                public void afterCommit() {
                    committed.accept(key);
                }
            });
            context.publishEvent(new Announced(key, Site.BODY));
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
        return false;
    }

    @Override
    public void leaveBehind(int run, int count) throws SQLException {
        site.execute("""
                INSERT INTO event_publication (id, listener_id, event_type, serialized_event, publication_date, status,
                    completion_attempts, last_resubmission_date)
                SELECT gen_random_uuid(), '%s', '%s', replace('%s', '%s', '%d.' || n), now() - interval '1 hour', 'FAILED',
                    1, now() - interval '1 hour'
                FROM generate_series(0, %d - 1) AS n""".formatted(
                        template.get("listener_id"),
                        template.get("event_type"),
                        template.get("serialized_event"),
                        TEMPLATE,
                        run,
                        count));
        site.execute("VACUUM ANALYZE event_publication");
    }

    @Override
    public long unsent() throws SQLException {
        return site.count("SELECT count(*) FROM event_publication");
    }

    @Override
    public void empty() throws SQLException {
        site.execute("TRUNCATE event_publication");
    }

    @Override
    public void close() throws InterruptedException, SQLException {
        stop();
        empty(); // or it would read them all to tell that they are left
        context.close();
    }
}
