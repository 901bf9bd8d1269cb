package dev.ares.messaging;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import com.google.protobuf.ByteString;
import com.google.protobuf.BytesValue;
import io.r2dbc.spi.R2dbcTransientResourceException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import reactor.core.publisher.Mono;

import dev.ares.messaging.reader.DeadLetterTable;
import dev.ares.messaging.reader.ReceivedRecord;
import dev.ares.test.infrastructure.Infrastructure;
import dev.ares.test.infrastructure.LocalInfrastructure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

@LocalInfrastructure(database = "messaging")
class PoisonIT {

    private static final String TYPE = "google.protobuf.StringValue";

    private final String namespace = "t" + UUID.randomUUID();
    private final String topic = namespace + "." + Shop.TOPIC;
    private final String deadLetters = topic + ".shop.dead-letter";
    private final KafkaEnd kafka;
    private final Map<String, Object> settings;

    PoisonIT(Infrastructure servers) {
        kafka = new KafkaEnd(servers.kafka());
        settings = Shop.settings(servers, servers.kafka(), namespace);
        // What is sent again for being late is counted again.
        settings.put("ares.messaging.outbox.delivery-timeout", "15s");
        settings.put("ares.messaging.outbox.lease", "30s");
    }

    @Test
    void onlyWhatIsItselfAtFaultIsParkedAndTheRestIsAppliedOnce() {
        List<String> good = IntStream.range(100, 140).mapToObj(i -> "good-" + i).toList();
        List<OutgoingMessage> all = Stream.concat(good.stream(), Stream.of("poison-1", "poison-2"))
                .map(Shop::note)
                .sorted(Comparator.comparing(OutgoingMessage::id))
                .toList();
        try (Shop shop = Shop.openEmpty(settings, RefusesPoison.class)) {
            kafka.send(topic, "garbled", headers(UUID.randomUUID().toString(), TYPE), new byte[] {10, 99, 1});
            kafka.send(topic, "without id", Map.of("ce_type", TYPE), new byte[0]);
            kafka.send(topic, "without type", Map.of("ce_id", UUID.randomUUID().toString()), new byte[0]);
            kafka.send(topic, "not ours", headers("whatever", "another.Type"), new byte[] {10, 99, 1});
            shop.write(all);
            all.forEach(
                    again -> kafka.send(topic, again.key(), headers(again.id().toString(), TYPE), again.payload()));

            await().atMost(Shop.PATIENCE).until(() -> shop.received("duplicate") == good.size());
            await().atMost(Shop.PATIENCE).until(() -> shop.received("parked") == 7);
            assertThat(shop.effects()).isEqualTo(good);
            assertThat(shop.received("applied")).isEqualTo(good.size());
            assertThat(shop.received("skipped")).isEqualTo(1);
        }
        assertThat(kafka.records(deadLetters))
                .extracting(ConsumerRecord::key)
                .containsExactlyInAnyOrder(
                        "garbled", "without id", "without type", "poison-1", "poison-2", "poison-1", "poison-2");
    }

    @Test
    void aDeadLetterIsTheRecordWithItsReasonAndItsOrigin() {
        try (Shop shop = Shop.openEmpty(settings, RefusesPoison.class)) {
            OutgoingMessage poison = Shop.note("poison");
            shop.write(List.of(poison));
            await().atMost(Shop.PATIENCE).until(() -> shop.received("parked") == 1);

            ConsumerRecord<String, byte[]> letter = kafka.records(deadLetters).get(0);
            assertThat(letter.value()).isEqualTo(poison.payload());
            assertThat(KafkaEnd.headers(letter))
                    .containsEntry("ce_id", poison.id().toString())
                    .containsEntry("ares-dead-letter-reason", "java.lang.IllegalArgumentException: poison")
                    .hasEntrySatisfying("ares-dead-letter-origin", origin -> assertThat(origin)
                            .startsWith(topic + "/"));
        }
    }

    @Test
    void anotherRecordAtAPositionThatHadALetterIsKeptToo() {
        try (Shop shop = Shop.openEmpty(settings)) {
            DeadLetterTable letters = shop.bean(DeadLetterTable.class);
            Subscription notes = shop.bean(Subscription.class);
            ReceivedRecord first = new ReceivedRecord("notes/0@7", "a", headers("1", TYPE), new byte[] {1});
            ReceivedRecord afterTheTopicWasLost =
                    new ReceivedRecord("notes/0@7", "b", headers("2", TYPE), new byte[] {1});

            letters.park(notes, first, "bad");
            letters.park(notes, first, "bad, said after a crash");
            letters.park(notes, afterTheTopicWasLost, "bad");
            letters.park(notes, afterTheTopicWasLost, "bad, said after a crash");

            assertThat(shop.query("SELECT key || ' ' || reason FROM dead_letter ORDER BY key"))
                    .containsExactly("a bad", "b bad");
        }
    }

    @Test
    void aFaultOfTheInfrastructureIsWaitedOutAndParksNothing() {
        try (Shop shop = Shop.openEmpty(settings, FailsForAWhile.class)) {
            shop.write("a", "b", "c");

            await().atMost(Shop.PATIENCE)
                    .untilAsserted(() -> assertThat(shop.effects()).containsExactly("a", "b", "c"));
            assertThat(shop.received("parked")).isZero();
        }
        assertThat(kafka.records(deadLetters)).isEmpty();
    }

    @Test
    void aMessageThatIsTooLargeIsParkedAloneAfterItsAttempts() {
        OutgoingMessage large =
                OutgoingMessage.of(Shop.TOPIC, "large", BytesValue.of(ByteString.copyFrom(new byte[3 * 1024 * 1024])));
        try (Shop shop = Shop.openEmpty(settings)) {
            shop.write(List.of(Shop.note("a"), large, Shop.note("b")));

            await().atMost(Shop.PATIENCE).until(() -> shop.count("failed") == 1 && shop.count("processed") == 2);
            assertThat(shop.query("SELECT key || ' ' || retry_count FROM outbox WHERE status = 'failed'"))
                    .containsExactly("large 3");
            await().atMost(Shop.PATIENCE)
                    .untilAsserted(() -> assertThat(shop.effects()).containsExactly("a", "b"));
        }
    }

    private static Map<String, String> headers(String id, String type) {
        return Map.of("ce_id", id, "ce_type", type);
    }

    @Configuration(proxyBeanMethods = false)
    static class RefusesPoison {

        @Bean
        Shop.Before refusal() {
            return notes -> notes.stream().anyMatch(note -> note.startsWith("poison"))
                    ? Mono.error(new IllegalArgumentException("poison"))
                    : Mono.empty();
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class FailsForAWhile {

        @Bean
        Shop.Before outage() {
            AtomicInteger left = new AtomicInteger(5);
            return notes -> left.getAndDecrement() > 0
                    ? Mono.error(new R2dbcTransientResourceException("the database is not to be reached"))
                    : Mono.empty();
        }
    }
}
