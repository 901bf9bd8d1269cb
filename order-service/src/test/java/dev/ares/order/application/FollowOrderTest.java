package dev.ares.order.application;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import dev.ares.order.application.Timelines.News;
import dev.ares.order.domain.Money;
import dev.ares.order.domain.Order;
import dev.ares.order.domain.OrderId;
import dev.ares.order.domain.OrderStatus;
import dev.ares.order.domain.TimelineEntry;
import dev.ares.order.domain.TimelinePlace;

import static org.assertj.core.api.Assertions.assertThat;

class FollowOrderTest {

    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration OFTEN = Duration.ofMillis(10);
    private static final Duration HARDLY_EVER = Duration.ofHours(1);
    private static final Instant NOW = Instant.EPOCH;

    private static final News FAILED = new News(List.of(), false);

    private final List<TimelinePlace> asked = new CopyOnWriteArrayList<>();
    private final OrderId id = new OrderId(new UUID(0, 7));
    private final AtomicInteger looks = new AtomicInteger();
    private final Deque<News> news = new ArrayDeque<>();
    private final OrderSignals signals = new OrderSignals();

    @Test
    void aHundredWhoWaitShareTheirLooks() {
        FollowOrder follow = follow(Mono.never(), OFTEN);

        List<Order> answers = Flux.range(0, 100)
                .flatMap(i -> follow.untilTerminal(order(i, OrderStatus.PENDING), true, Duration.ofMillis(300)), 100)
                .collectList()
                .blockOptional(PATIENCE)
                .orElseThrow();

        assertThat(answers).hasSize(100).allMatch(order -> order.status() == OrderStatus.PENDING);
        assertThat(looks).as("one is under way, and nobody starts another").hasValue(1);
    }

    @Test
    void anAcceptedOrderIsAnsweredThoughEveryLookFails() {
        FollowOrder follow = follow(Mono.error(new IllegalStateException("database is away")), OFTEN);
        Order accepted = order(7, OrderStatus.PENDING);

        assertThat(follow.untilTerminal(accepted, true, Duration.ofSeconds(1)).block(PATIENCE))
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
                        .untilTerminal(order(7, OrderStatus.PENDING), true, PATIENCE)
                        .block(PATIENCE))
                .isEqualTo(confirmed);
    }

    @Test
    void whoWaitsForTheEndIsNotWokenByWhatHappensOnTheWay() {
        Order confirmed = order(7, OrderStatus.CONFIRMED);
        AtomicReference<Map<OrderId, Order>> ended = new AtomicReference<>(Map.of());
        var answer = follow(Mono.fromSupplier(ended::get), HARDLY_EVER)
                .untilTerminal(order(7, OrderStatus.PENDING), true, PATIENCE)
                .toFuture();

        signals.changed(id);
        signals.changed(id);
        ended.set(Map.of(id, confirmed));
        signals.ended(id);

        assertThat(answer).succeedsWithin(PATIENCE).isEqualTo(confirmed);
        assertThat(looks).as("one, at the end").hasValue(1);
    }

    @Test
    void anEarlierOrderThatEndedBeforeAnybodyListenedIsSeenAtOnce() {
        Order confirmed = order(7, OrderStatus.CONFIRMED);

        assertThat(follow(Mono.just(Map.of(id, confirmed)), HARDLY_EVER)
                        .untilTerminal(order(7, OrderStatus.PENDING), false, PATIENCE)
                        .block(PATIENCE))
                .isEqualTo(confirmed);
    }

    @Test
    void theStreamOutlivesAFailedLookAndEndsWhenNothingIsUnderWay() {
        news.add(new News(List.of(entry("1")), false));
        news.add(new News(List.of(), false));
        news.add(FAILED);
        news.add(new News(List.of(entry("2"), entry("2.1")), true));

        List<String> places = follow(Mono.just(Map.of()), OFTEN)
                .entries(id, TimelinePlace.START)
                .map(entry -> entry.place().toString())
                .collectList()
                .blockOptional(PATIENCE)
                .orElseThrow();

        assertThat(places).containsExactly("1", "2", "2.1");
        assertThat(asked).extracting(TimelinePlace::toString).containsExactly("0", "1", "1", "1");
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
            Timelines.Seen one = seen.iterator().next();
            asked.add(one.place());
            News found = news.remove();
            return found == FAILED
                    ? Mono.error(new IllegalStateException("database is away"))
                    : Mono.just(Map.of(one, found));
        };
        return new FollowOrder(orders, timelines, signals, lookInterval);
    }

    private static TimelineEntry entry(String place) {
        return new TimelineEntry(TimelinePlace.parse(place).orElseThrow(), NOW, null, null, "EVENT", null);
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
