package dev.ares.order.application;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import dev.ares.order.domain.Order;
import dev.ares.order.domain.OrderId;
import dev.ares.order.domain.TimelineEntry;

/**
 * Watches an order on its way. Between two looks nothing is held but an entry in memory: no connection, no thread. A
 * change committed by this process is seen at once, one committed by another replica at the next look.
 */
public final class FollowOrder {

    private final Orders orders;
    private final Timelines timelines;
    private final OrderSignals signals;
    private final Duration lookInterval;

    /** @param lookInterval how often to look without a signal */
    public FollowOrder(Orders orders, Timelines timelines, OrderSignals signals, Duration lookInterval) {
        this.orders = orders;
        this.timelines = timelines;
        this.signals = signals;
        this.lookInterval = lookInterval;
    }

    /** The order when its checkout has ended, or as it stands after {@code longest}. */
    public Mono<Order> untilTerminal(Order order, Duration longest) {
        if (order.status().isTerminal() || longest.isZero()) {
            return Mono.just(order);
        }
        return occasions(order.id())
                .concatMap(occasion -> orders.find(order.userId(), order.id()), 1)
                .filter(found -> found.status().isTerminal())
                .next()
                .timeout(longest, Mono.defer(() -> orders.find(order.userId(), order.id())));
    }

    /** What happened so far. Empty when there is no such order, or it is someone else's. */
    public Mono<List<TimelineEntry>> timeline(String userId, OrderId id) {
        return orders.find(userId, id).flatMap(order -> timelines.after(id, 0));
    }

    /**
     * What happened after {@code seq} and what happens from now on; ends with the last entry there will be. The order
     * must be known to be the caller's.
     */
    public Flux<TimelineEntry> entries(OrderId id, int seq) {
        return Flux.defer(() -> {
            AtomicInteger seen = new AtomicInteger(seq);
            return occasions(id)
                    .concatMap(occasion -> timelines.after(id, Math.max(0, seen.get() - 1)), 1)
                    .takeUntil(found ->
                            !found.isEmpty() && found.get(found.size() - 1).last())
                    .concatMapIterable(found -> found)
                    .filter(entry -> entry.seq() > seen.get())
                    .doOnNext(entry -> seen.set(entry.seq()));
        });
    }

    /** Now, at every signal, and from time to time; one at a time, those that pile up merged. */
    private Flux<Object> occasions(OrderId id) {
        return Flux.<Object>merge(signals.of(id), Flux.interval(Duration.ZERO, lookInterval))
                .onBackpressureLatest();
    }
}
