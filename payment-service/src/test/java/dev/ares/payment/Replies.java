package dev.ares.payment;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

import com.google.protobuf.Message;
import org.springframework.context.annotation.Bean;
import reactor.core.publisher.Mono;

import dev.ares.contracts.Topics;
import dev.ares.contracts.payment.v1.PaymentCaptured;
import dev.ares.contracts.payment.v1.PaymentRefunded;
import dev.ares.contracts.payment.v1.PaymentRefused;
import dev.ares.contracts.payment.v1.RefundRefused;
import dev.ares.messaging.Received;
import dev.ares.messaging.Subscription;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Stands in for order-service: remembers what it is told, by order. */
class Replies {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Map<String, List<Message>> byOrder = new ConcurrentHashMap<>();

    @Bean
    Subscription repliesSubscription() {
        return Subscription.to(Topics.ORDER_REPLIES, "test")
                .on(PaymentCaptured.getDefaultInstance(), this::remember)
                .on(PaymentRefused.getDefaultInstance(), this::remember)
                .on(PaymentRefunded.getDefaultInstance(), this::remember)
                .on(RefundRefused.getDefaultInstance(), this::remember)
                .build();
    }

    private <M extends Message> Mono<Void> remember(List<Received<M>> batch) {
        return Mono.fromRunnable(() ->
                batch.forEach(message -> byOrder.computeIfAbsent(message.key(), order -> new CopyOnWriteArrayList<>())
                        .add(message.body())));
    }

    List<Message> to(String order) {
        return byOrder.getOrDefault(order, List.of());
    }

    /** Waits for so many replies to the order; the last of them. */
    Message awaitLast(String order, int count) {
        await().pollInterval(Duration.ofMillis(5)).atMost(PATIENCE).untilAsserted(() -> assertThat(to(order))
                .as("replies to %s", order)
                .hasSize(count));
        return to(order).get(count - 1);
    }
}
