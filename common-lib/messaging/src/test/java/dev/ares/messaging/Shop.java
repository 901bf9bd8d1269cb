package dev.ares.messaging;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

import com.google.protobuf.StringValue;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.springframework.boot.Banner;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.transaction.ReactiveTransactionManager;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import dev.ares.test.infrastructure.Infrastructure;

/** A service as small as may be: it sends notes to itself, and the effect of a note is a row that holds it. */
final class Shop implements AutoCloseable {

    static final String TOPIC = "notes";
    static final String READER = "shop";
    static final Duration PATIENCE = Duration.ofSeconds(40);

    private static final String EMPTY = """
            DO $$ BEGIN
                IF to_regclass('effect') IS NOT NULL THEN
                    TRUNCATE outbox, inbox, dead_letter, effect;
                END IF;
            END $$""";

    private final ConfigurableApplicationContext context;
    private final DatabaseClient database;
    private final TransactionalOperator transaction;
    private final Outbox outbox;

    private Shop(ConfigurableApplicationContext context) {
        this.context = context;
        this.database = context.getBean(DatabaseClient.class);
        this.transaction = TransactionalOperator.create(context.getBean(ReactiveTransactionManager.class));
        this.outbox = context.getBean(Outbox.class);
    }

    static Map<String, Object> settings(Infrastructure servers, String kafka, String namespace) {
        Map<String, Object> settings = new HashMap<>();
        settings.put("spring.application.name", "shop");
        settings.put(
                "spring.r2dbc.url",
                "r2dbc:postgresql://127.0.0.1:" + servers.postgresPort() + "/" + servers.databaseName());
        settings.put("spring.r2dbc.username", servers.databaseName());
        settings.put("spring.r2dbc.password", servers.databasePassword());
        settings.put("spring.flyway.url", servers.jdbcUrl());
        settings.put("spring.flyway.user", servers.databaseName());
        settings.put("spring.flyway.password", servers.databasePassword());
        settings.put("spring.flyway.locations", "classpath:db/messaging,classpath:db/shop");
        settings.put("ares.messaging.bootstrap-servers", kafka);
        settings.put("ares.messaging.namespace", namespace);
        settings.put("ares.settings.nacos.enabled", "false");
        settings.put("ares.messaging.topics.partitions", "2");
        settings.put("ares.messaging.outbox.lease", "4s");
        settings.put("ares.messaging.outbox.delivery-timeout", "2s");
        settings.put("ares.messaging.outbox.max-block", "1s");
        settings.put("ares.messaging.outbox.poll-interval", "100ms");
        settings.put("ares.messaging.outbox.mark-delay", "200ms");
        settings.put("ares.messaging.inbox.session-timeout", "6s");
        return settings;
    }

    static Shop open(Map<String, Object> settings, Class<?>... more) {
        Class<?>[] sources = Arrays.copyOf(more, more.length + 1);
        sources[more.length] = Application.class;
        return new Shop(new SpringApplicationBuilder(sources)
                .web(WebApplicationType.NONE)
                .logStartupInfo(false)
                .bannerMode(Banner.Mode.OFF)
                .properties(settings)
                .run());
    }

    /** The database may have served another test; its messages must be gone before this shop's relay looks. */
    static Shop openEmpty(Map<String, Object> settings, Class<?>... more) {
        try (Connection database = DriverManager.getConnection(
                        text(settings, "spring.flyway.url"),
                        text(settings, "spring.flyway.user"),
                        text(settings, "spring.flyway.password"));
                Statement statement = database.createStatement()) {
            statement.execute(EMPTY);
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
        return open(settings, more);
    }

    private static String text(Map<String, Object> settings, String name) {
        return String.valueOf(settings.get(name));
    }

    <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    /** Writes the notes in one transaction. */
    void write(String... notes) {
        write(Arrays.stream(notes).map(Shop::note).toList());
    }

    void write(List<OutgoingMessage> messages) {
        inTransaction(outbox.append(messages));
    }

    void inTransaction(Mono<Void> work) {
        work.as(transaction::transactional).block(PATIENCE);
    }

    static OutgoingMessage note(String text) {
        return OutgoingMessage.of(TOPIC, text, StringValue.of(text));
    }

    List<String> effects() {
        return query("SELECT note FROM effect ORDER BY note");
    }

    /** How many messages there are of a status. */
    long count(String status) {
        return Long.parseLong(query("SELECT count(*)::text FROM outbox WHERE status = '" + status + "'")
                .get(0));
    }

    List<String> query(String sql) {
        return database.sql(sql)
                .map(row -> String.valueOf(row.get(0)))
                .all()
                .collectList()
                .blockOptional(PATIENCE)
                .orElseThrow();
    }

    void execute(String sql) {
        database.sql(sql).then().block(PATIENCE);
    }

    double received(String outcome) {
        return bean(MeterRegistry.class).find("ares.messages.received").tag("outcome", outcome).counters().stream()
                .mapToDouble(counter -> counter.count())
                .sum();
    }

    @Override
    public void close() {
        context.close();
    }

    /** What is done with a batch of notes before its effects are written; tests make it fail. */
    @FunctionalInterface
    interface Before extends Function<List<String>, Mono<Void>> {}

    @SpringBootConfiguration
    @EnableAutoConfiguration
    static class Application {

        @Bean
        MeterRegistry meters() {
            return new SimpleMeterRegistry();
        }

        @Bean
        Subscription notes(DatabaseClient database, List<Before> before) {
            return Subscription.to(TOPIC, READER)
                    .on(StringValue.getDefaultInstance(), received -> {
                        List<String> notes = received.stream()
                                .map(one -> one.body().getValue())
                                .toList();
                        return Flux.fromIterable(before)
                                .concatMap(each -> each.apply(notes))
                                .then(store(database, notes));
                    })
                    .build();
        }

        @Bean
        Before nothing() {
            return notes -> Mono.empty();
        }

        private static Mono<Void> store(DatabaseClient database, List<String> notes) {
            return database.sql("INSERT INTO effect SELECT * FROM unnest(:notes::text[])")
                    .bind("notes", notes.toArray(String[]::new))
                    .then();
        }
    }
}
