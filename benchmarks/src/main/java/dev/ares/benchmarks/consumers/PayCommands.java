package dev.ares.benchmarks.consumers;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

import dev.ares.benchmarks.machine.Pause;
import dev.ares.contracts.Topics;
import dev.ares.contracts.money.v1.Money;
import dev.ares.contracts.payment.v1.Pay;

/** Asks for payments as order-service does, at the times of a scenario. */
final class PayCommands implements AutoCloseable {

    private final KafkaProducer<String, byte[]> producer;
    private final Clock clock;

    PayCommands(String kafka, Clock clock) {
        this.producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", kafka, "acks", "all"), new StringSerializer(), new ByteArraySerializer());
        this.clock = clock;
    }

    /** Returns when each was asked for, by order, after the last of them is with the broker. */
    Map<String, Instant> send(String namespace, Scenario scenario) {
        Map<String, Instant> asked = new ConcurrentHashMap<>();
        long begun = System.nanoTime();
        for (int i = 0; i < scenario.payments(); i++) {
            Pause.of(scenario.dueAt(i).minusNanos(System.nanoTime() - begun));
            String order = UUID.randomUUID().toString();
            asked.put(order, clock.instant());
            producer.send(record(namespace + "." + Topics.PAYMENT_COMMANDS, order));
        }
        producer.flush();
        return asked;
    }

    private static ProducerRecord<String, byte[]> record(String topic, String order) {
        Pay pay = Pay.newBuilder()
                .setOrderId(order)
                .setUserId("benchmark")
                .setAmount(Money.newBuilder().setAmount(1999).setCurrency("EUR"))
                .setPaymentMethod("pm_card_visa")
                .build();
        var record = new ProducerRecord<>(topic, order, pay.toByteArray());
        Map.of(
                        "ce_id",
                        UUID.randomUUID().toString(),
                        "ce_type",
                        pay.getDescriptorForType().getFullName())
                .forEach((name, value) -> record.headers().add(name, value.getBytes(StandardCharsets.UTF_8)));
        return record;
    }

    @Override
    public void close() {
        producer.close(Duration.ofSeconds(5));
    }
}
