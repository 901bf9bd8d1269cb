package dev.ares.messaging;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.StringValue;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.dao.TransientDataAccessResourceException;
import reactor.core.publisher.Mono;

import dev.ares.test.infrastructure.Infrastructure;
import dev.ares.test.infrastructure.LocalInfrastructure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** More is in flight than one transaction holds: several run side by side, and nothing of what is promised changes. */
@LocalInfrastructure(database = "messaging")
class LanesIT {

    private static final int KEYS = 20;
    private static final int NOTES = 30;
    private static final AtomicInteger running = new AtomicInteger();
    private static final AtomicInteger most = new AtomicInteger();
    private static final AtomicBoolean failsOnce = new AtomicBoolean(true);
    private static final Map<String, List<String>> applied = new ConcurrentHashMap<>();

    @Test
    void transactionsSideBySideKeepTheOrderOfEachKeyAndApplyOnce(Infrastructure servers) {
        String namespace = "t" + UUID.randomUUID();
        Map<String, Object> settings = Shop.settings(servers, servers.kafka(), namespace);
        settings.put("ares.messaging.topics.partitions", "6");
        settings.put("ares.messaging.inbox.batch-size", "10");
        settings.put("ares.messaging.in-flight.min", "40");
        settings.put("ares.messaging.in-flight.max", "40");
        try (Shop shop = Shop.openEmpty(settings, Watch.class)) {
            for (int i = 0; i < NOTES; i++) {
                List<OutgoingMessage> round = new ArrayList<>();
                for (int key = 0; key < KEYS; key++) {
                    round.add(OutgoingMessage.of(Shop.TOPIC, "k" + key, StringValue.of("k" + key + "/" + i)));
                }
                shop.write(round);
            }

            await().atMost(Shop.PATIENCE)
                    .untilAsserted(() -> assertThat(shop.effects()).hasSize(KEYS * NOTES));
            assertThat(shop.effects()).doesNotHaveDuplicates();
            // A harvest of 37 may be followed by one of ten: up to 47 of a lane's ten.
            assertThat(most.get()).isBetween(2, 5);
            assertThat(shop.received("parked")).isZero();
            assertThat(failsOnce).isFalse();
        }
        new KafkaEnd(servers.kafka())
                .records(namespace + "." + Shop.TOPIC).stream()
                        .map(LanesIT::text)
                        .distinct()
                        .collect(Collectors.groupingBy(LanesIT::keyOf))
                        .forEach((key, written) -> assertThat(applied.get(key)).containsExactlyElementsOf(written));
    }

    private static String text(ConsumerRecord<String, byte[]> read) {
        try {
            return StringValue.parseFrom(read.value()).getValue();
        } catch (InvalidProtocolBufferException impossible) {
            throw new AssertionError(impossible);
        }
    }

    private static String keyOf(String note) {
        return note.substring(0, note.indexOf('/'));
    }

    @Configuration(proxyBeanMethods = false)
    static class Watch {

        @Bean
        Shop.Before watching() {
            return notes -> Mono.fromRunnable(() -> most.accumulateAndGet(running.incrementAndGet(), Math::max))
                    .then(Mono.delay(Duration.ofMillis(30)))
                    .then(Mono.<Void>defer(() -> failsOnce.compareAndSet(true, false)
                            ? Mono.error(new TransientDataAccessResourceException("the database is away"))
                            : Mono.fromRunnable(() -> notes.forEach(Watch::note))))
                    // Before anybody hears of its end, and with it begins the next one.
                    .doOnTerminate(running::decrementAndGet)
                    .doOnCancel(running::decrementAndGet);
        }

        private static void note(String note) {
            applied.computeIfAbsent(keyOf(note), key -> new CopyOnWriteArrayList<>())
                    .add(note);
        }
    }
}
