package dev.ares.order.application;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import dev.ares.order.domain.Money;
import dev.ares.order.domain.Order;
import dev.ares.order.domain.OrderId;
import dev.ares.order.domain.OrderStatus;
import dev.ares.order.domain.TimelineEntry;

import static org.assertj.core.api.Assertions.assertThat;

class FollowOrderTest {

    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration OFTEN = Duration.ofMillis(10);
    private static final Instant NOW = Instant.EPOCH;

    private final OrderId id = new OrderId(new UUID(0, 7));
    private final AtomicInteger looks = new AtomicInteger();
    private final Deque<List<TimelineEntry>> pages = new ArrayDeque<>();

    @Test
    void aHundredWhoWaitShareTheirLooks() {
        Mono<Map<OrderId, Order>> slow = Mono.delay(OFTEN).thenReturn(Map.of());
        FollowOrder follow = follow(slow, Duration.ofHours(1));

        List<Order> answers = Flux.range(0, 100)
                .flatMap(i -> follow.untilTerminal(order(i, OrderStatus.PENDING), Duration.ofMillis(300)), 100)
                .collectList()
                .blockOptional(PATIENCE)
                .orElseThrow();

        assertThat(answers).hasSize(100).allMatch(order -> order.status() == OrderStatus.PENDING);
        assertThat(looks).as("one for the first, one for all the others").hasValueLessThanOrEqualTo(3);
    }

    @Test
    void anAcceptedOrderIsAnsweredThoughEveryLookFails() {
        FollowOrder follow = follow(Mono.error(new IllegalStateException("database is away")), OFTEN);
        Order accepted = order(7, OrderStatus.PENDING);

        assertThat(follow.untilTerminal(accepted, Duration.ofMillis(100)).block(PATIENCE))
                .isEqualTo(accepted);
        assertThat(looks).hasValueGreaterThan(2);
    }

    @Test
    void looksAgainAfterAFailure() {
        Order confirmed = order(7, OrderStatus.CONFIRMED);
        Mono<Map<OrderId, Order>> failsOnce = Mono.defer(() -> looks.get() == 1
                ? Mono.error(new IllegalStateException("database is away"))
                : Mono.just(Map.of(id, confirmed)));

        assertThat(follow(failsOnce, OFTEN)
                        .untilTerminal(order(7, OrderStatus.PENDING), PATIENCE)
                        .block(PATIENCE))
                .isEqualTo(confirmed);
    }

    @Test
    void theStreamEndsWhereverInAPageTheLastEntryStands() {
        pages.add(List.of(entry(1, false)));
        pages.add(List.of(entry(2, true), entry(3, false)));

        List<Integer> seqs = follow(Mono.just(Map.of()), OFTEN)
                .entries(id, 0)
                .map(TimelineEntry::seq)
                .collectList()
                .blockOptional(PATIENCE)
                .orElseThrow();

        assertThat(seqs).containsExactly(1, 2, 3);
    }

    private FollowOrder follow(Mono<Map<OrderId, Order>> ended, Duration lookInterval) {
        Orders orders = new OrdersStandIn() {
            @Override
            public Mono<Map<OrderId, Order>> ended(Set<OrderId> ids) {
                looks.incrementAndGet();
                return ended;
            }
        };
        Timelines timelines = seen -> {
            List<TimelineEntry> page = pages.poll();
            return page == null
                    ? Mono.error(new IllegalStateException("away"))
                    : Mono.just(Map.of(seen.iterator().next(), page));
        };
        return new FollowOrder(orders, timelines, new OrderSignals(), lookInterval);
    }

    private static TimelineEntry entry(int seq, boolean last) {
        return new TimelineEntry(seq, NOW, null, "EVENT", null, last);
    }

    private static Order order(long number, OrderStatus status) {
        Money total = new Money(100, "EUR");
        return new Order(
                new OrderId(new UUID(0, number)),
                "ann",
                status,
                null,
                List.of(),
                total,
                0,
                Money.zero("EUR"),
                false,
                NOW,
                NOW);
    }
}
