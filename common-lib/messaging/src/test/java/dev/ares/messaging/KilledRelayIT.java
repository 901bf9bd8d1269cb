package dev.ares.messaging;

import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import reactor.core.publisher.Mono;

import dev.ares.messaging.relay.MessageTable;
import dev.ares.messaging.relay.StoredMessage;
import dev.ares.test.infrastructure.Infrastructure;
import dev.ares.test.infrastructure.LocalInfrastructure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** The relay dies after the broker has taken messages and before it could write that down. */
@LocalInfrastructure(database = "messaging")
class KilledRelayIT {

    private static final String ACKNOWLEDGED = "acknowledged";

    @Test
    void whatWasSentAndNotMarkedIsSentAgainAndAppliedOnce(Infrastructure servers) throws Exception {
        String namespace = "t" + UUID.randomUUID();
        Map<String, Object> settings = Shop.settings(servers, servers.kafka(), namespace);
        Shop.openEmpty(settings).close();

        try (ForkedShop dying = ForkedShop.start(Dying.class, settings)) {
            dying.awaitWord(ACKNOWLEDGED);
            dying.kill();
        }
        assertThat(processed(servers)).isZero();

        try (Shop next = Shop.open(settings)) {
            await().atMost(Shop.PATIENCE).until(() -> next.count("processed") == Dying.NOTES.size());
            await().atMost(Shop.PATIENCE)
                    .untilAsserted(() -> assertThat(next.effects()).containsExactlyElementsOf(Dying.NOTES));
            assertThat(idsOnTopic(servers, namespace))
                    .as("times that each message is on the topic")
                    .hasSize(Dying.NOTES.size())
                    .containsValue(2L);
            await().atMost(Shop.PATIENCE).until(() -> next.received("duplicate") > 0);
            assertThat(next.effects()).containsExactlyElementsOf(Dying.NOTES);
        }
    }

    /** Before a relay runs again, which may mark at once. */
    private static long processed(Infrastructure servers) throws SQLException {
        try (var connection = DriverManager.getConnection(
                        servers.jdbcUrl(), servers.databaseName(), servers.databasePassword());
                var result = connection
                        .createStatement()
                        .executeQuery("SELECT count(*) FROM outbox WHERE status = 'processed'")) {
            result.next();
            return result.getLong(1);
        }
    }

    private static Map<String, Long> idsOnTopic(Infrastructure servers, String namespace) {
        return new KafkaEnd(servers.kafka())
                .records(namespace + "." + Shop.TOPIC).stream()
                        .map(one -> String.valueOf(KafkaEnd.headers(one).get("ce_id")))
                        .collect(Collectors.groupingBy(id -> id, Collectors.counting()));
    }

    /** Writes notes, and says so instead of marking when the broker has acknowledged some. */
    static final class Dying {

        static final List<String> NOTES =
                IntStream.range(100, 150).mapToObj(i -> "note-" + i).toList();

        private Dying() {}

        public static void main(String[] settings) throws InterruptedException {
            ForkedShop.run(settings, NeverMarks.class, NOTES);
        }

        @Configuration(proxyBeanMethods = false)
        static class NeverMarks {

            @Bean
            static BeanPostProcessor neverMarks() {
                return new BeanPostProcessor() {
                    @Override
                    public Object postProcessAfterInitialization(Object bean, String name) {
                        return bean instanceof MessageTable table ? new NeverMarking(table) : bean;
                    }
                };
            }
        }
    }

    private static final class NeverMarking extends MessageTableWrapper {

        private final AtomicBoolean said = new AtomicBoolean();

        NeverMarking(MessageTable table) {
            super(table);
        }

        @Override
        public Mono<Void> markProcessed(List<StoredMessage> messages) {
            if (!said.getAndSet(true)) {
                System.out.println(ACKNOWLEDGED);
            }
            return Mono.never();
        }
    }
}
