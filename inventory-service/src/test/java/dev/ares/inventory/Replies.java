package dev.ares.inventory;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

import com.google.protobuf.Message;
import org.springframework.context.annotation.Bean;
import reactor.core.publisher.Mono;

import dev.ares.contracts.Topics;
import dev.ares.contracts.inventory.v1.StockCommitted;
import dev.ares.contracts.inventory.v1.StockRefused;
import dev.ares.contracts.inventory.v1.StockReleased;
import dev.ares.contracts.inventory.v1.StockReserved;
import dev.ares.contracts.inventory.v1.StockReturned;
import dev.ares.messaging.Received;
import dev.ares.messaging.Subscription;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Stands in for order-service: remembers what it is told, by order. */
class Replies {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Map<String, List<Message>> byOrder = new ConcurrentHashMap<>();

    @Bean
    Subscription repliesSubscription() {
        return Subscription.to(Topics.ORDER_REPLIES, "test")
                .on(StockReserved.getDefaultInstance(), this::remember)
                .on(StockRefused.getDefaultInstance(), this::remember)
                .on(StockReleased.getDefaultInstance(), this::remember)
                .on(StockCommitted.getDefaultInstance(), this::remember)
                .on(StockReturned.getDefaultInstance(), this::remember)
                .build();
    }

    private <M extends Message> Mono<Void> remember(List<Received<M>> batch) {
        return Mono.fromRunnable(() ->
                batch.forEach(message -> byOrder.computeIfAbsent(message.key(), order -> new CopyOnWriteArrayList<>())
                        .add(message.body())));
    }

    List<Message> to(UUID order) {
        return byOrder.getOrDefault(order.toString(), List.of());
    }

    /** Waits for so many replies to the order; the last of them. */
    Message awaitLast(UUID order, int count) {
        await().pollDelay(Duration.ZERO).atMost(PATIENCE).untilAsserted(() -> assertThat(to(order))
                .as("replies to %s", order)
                .hasSize(count));
        return to(order).get(count - 1);
    }
}
