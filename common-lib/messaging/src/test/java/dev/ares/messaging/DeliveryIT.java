package dev.ares.messaging;

import java.util.List;
import java.util.UUID;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

import dev.ares.test.infrastructure.Infrastructure;
import dev.ares.test.infrastructure.LocalInfrastructure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

@LocalInfrastructure(database = "messaging")
class DeliveryIT {

    private final String namespace = "t" + UUID.randomUUID();
    private final KafkaEnd kafka;
    private final Shop shop;

    DeliveryIT(Infrastructure servers) {
        kafka = new KafkaEnd(servers.kafka());
        shop = Shop.open(Shop.settings(servers, servers.kafka(), namespace));
    }

    @BeforeEach
    void empty() {
        shop.execute("TRUNCATE outbox, inbox, effect");
    }

    @AfterEach
    void close() {
        shop.close();
    }

    @Test
    void whatIsWrittenIsAppliedAndMarked() {
        shop.write("a", "b");

        await().atMost(Shop.PATIENCE).untilAsserted(() -> {
            assertThat(shop.effects()).containsExactly("a", "b");
            assertThat(shop.count("processed")).isEqualTo(2);
        });
    }

    @Test
    void aRecordCarriesItsTypeAndTheAttributesOfCloudEvents() {
        OutgoingMessage sent = Shop.note("a").withHeaders(java.util.Map.of("traceparent", "00-1-2-01"));
        shop.write(List.of(sent));
        await().atMost(Shop.PATIENCE).until(() -> shop.count("processed") == 1);

        ConsumerRecord<String, byte[]> found =
                kafka.records(namespace + "." + Shop.TOPIC).get(0);
        assertThat(found.key()).isEqualTo("a");
        assertThat(found.value()).isEqualTo(sent.payload());
        assertThat(KafkaEnd.header(found, "ce_type")).isEqualTo("google.protobuf.StringValue");
        assertThat(KafkaEnd.header(found, "ce_id")).isEqualTo(sent.id().toString());
        assertThat(KafkaEnd.header(found, "ce_source")).isEqualTo("shop");
        assertThat(KafkaEnd.header(found, "ce_specversion")).isEqualTo("1.0");
        assertThat(KafkaEnd.header(found, "ce_time")).isNotEmpty();
        assertThat(KafkaEnd.header(found, "content-type")).isEqualTo("application/protobuf");
        assertThat(KafkaEnd.header(found, "traceparent")).isEqualTo("00-1-2-01");
    }

    @Test
    void nothingIsWrittenOutsideATransaction() {
        Mono<Void> append = shop.bean(Outbox.class).append(List.of(Shop.note("a")));

        assertThatThrownBy(append::block)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("expected: the effect's own");
        assertThat(shop.count("pending")).isZero();
    }
}
