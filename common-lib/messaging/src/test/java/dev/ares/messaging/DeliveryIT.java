package dev.ares.messaging;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

import dev.ares.test.infrastructure.Infrastructure;
import dev.ares.test.infrastructure.LocalInfrastructure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

@LocalInfrastructure(database = "messaging")
class DeliveryIT {

    private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";

    private final String namespace = "t" + UUID.randomUUID();
    private final KafkaEnd kafka;
    private final Map<String, Object> settings;

    DeliveryIT(Infrastructure servers) {
        kafka = new KafkaEnd(servers.kafka());
        settings = Shop.settings(servers, servers.kafka(), namespace);
    }

    @Test
    void whatIsWrittenIsAppliedOnceAndMarked() {
        try (Shop shop = Shop.openEmpty(settings)) {
            shop.write("a", "b");

            await().atMost(Shop.PATIENCE).untilAsserted(() -> {
                assertThat(shop.effects()).containsExactly("a", "b");
                assertThat(shop.count("processed")).isEqualTo(2);
            });
        }
    }

    @Test
    void aRecordCarriesItsTypeAndTheAttributesOfCloudEvents() {
        OutgoingMessage sent =
                Shop.note("a").withHeaders(Map.of("traceparent", "00-" + TRACE + "-b7ad6b7169203331-00"));
        try (Shop shop = Shop.openEmpty(settings)) {
            shop.write(List.of(sent));
            await().atMost(Shop.PATIENCE).until(() -> shop.count("processed") == 1);
        }

        ConsumerRecord<String, byte[]> found =
                kafka.records(namespace + "." + Shop.TOPIC).get(0);
        assertThat(found.key()).isEqualTo("a");
        assertThat(found.value()).isEqualTo(sent.payload());
        assertThat(KafkaEnd.headers(found))
                .containsEntry("ce_type", "google.protobuf.StringValue")
                .containsEntry("ce_id", sent.id().toString())
                .containsEntry("ce_source", "shop")
                .containsEntry("ce_specversion", "1.0")
                .containsEntry("content-type", "application/protobuf")
                .containsEntry("traceparent", "00-" + TRACE + "-b7ad6b7169203331-00")
                .containsKey("ce_time");
    }

    @Test
    void nothingIsWrittenOutsideATransaction() {
        try (Shop shop = Shop.openEmpty(settings)) {
            Mono<Void> append = shop.bean(Outbox.class).append(List.of(Shop.note("a")));

            assertThatThrownBy(append::block)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("expected: the effect's own");
            assertThat(shop.count("pending")).isZero();
        }
    }

    @Test
    void nothingIsSentOfATransactionThatRollsBack() {
        try (Shop shop = Shop.openEmpty(settings)) {
            Mono<Void> fails = shop.bean(Outbox.class)
                    .append(List.of(Shop.note("undone")))
                    .then(Mono.error(new IllegalStateException("the effect failed")));
            assertThatThrownBy(() -> shop.inTransaction(fails)).hasMessage("the effect failed");

            shop.write("done");

            await().atMost(Shop.PATIENCE).until(() -> shop.count("processed") == 1);
            assertThat(kafka.records(namespace + "." + Shop.TOPIC))
                    .extracting(ConsumerRecord::key)
                    .as("however often")
                    .containsOnly("done");
        }
    }

    @Test
    void aMessageIsBornLeasedForLongerThanASendMayTake() {
        try (Shop shop = Shop.openEmpty(settings)) {
            shop.write("a");

            assertThat(shop.query("SELECT leased_until > created_at + interval '3 seconds' FROM outbox"))
                    .containsExactly("true");
        }
    }

    @Test
    void whatDoesNotFitIntoTheQueueIsLeftToThePoller() {
        settings.put("ares.messaging.outbox.queue-capacity", "1");
        List<OutgoingMessage> burst =
                IntStream.range(100, 200).mapToObj(i -> Shop.note("n" + i)).toList();
        try (Shop shop = Shop.openEmpty(settings)) {
            shop.write(burst);

            await().atMost(Shop.PATIENCE).until(() -> shop.count("processed") == burst.size());
            await().atMost(Shop.PATIENCE).untilAsserted(() -> assertThat(shop.effects())
                    .isEqualTo(burst.stream().map(OutgoingMessage::key).toList()));
        }
    }

    @Test
    void aRelayThatStopsGivesBackWhatItDidNotSend() {
        settings.put("ares.messaging.outbox.lease", "10m");
        settings.put("ares.messaging.bootstrap-servers", "127.0.0.1:1");
        try (Shop unreachable = Shop.openEmpty(settings)) {
            unreachable.write("a", "b", "c");
        }
        settings.put("ares.messaging.bootstrap-servers", kafka.brokers());
        try (Shop shop = Shop.open(settings)) {
            await().atMost(Shop.PATIENCE)
                    .untilAsserted(() -> assertThat(shop.effects()).containsExactly("a", "b", "c"));
        }
    }
}
