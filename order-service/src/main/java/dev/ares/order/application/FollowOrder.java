package dev.ares.order.application;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import dev.ares.order.application.Timelines.News;
import dev.ares.order.application.Timelines.Seen;
import dev.ares.order.domain.Order;
import dev.ares.order.domain.OrderId;
import dev.ares.order.domain.TimelineEntry;
import dev.ares.order.domain.TimelinePlace;

/**
 * Watches orders on their way. Between two looks nothing is held but an entry in memory: no connection, no thread. A
 * change that this process commits while they wait is seen at once, one committed by another replica at the next look. All
 * who wait share their looks, and a look that fails is no more than one that saw nothing: the order was accepted all the same.
 */
public final class FollowOrder {

    private static final Logger log = LoggerFactory.getLogger(FollowOrder.class);

    /** More than a connection and a statement may take together. */
    private static final Duration LONGEST_LOOK = Duration.ofSeconds(12);

    private final Orders orders;
    private final Timelines timelines;
    private final OrderSignals signals;
    private final SharedLooks<OrderId, Order> ended;
    private final SharedLooks<Seen, News> happened;
    private final Flux<Long> ticks;

    /** @param lookInterval how often to look without a signal */
    public FollowOrder(Orders orders, Timelines timelines, OrderSignals signals, Duration lookInterval) {
        this.orders = orders;
        this.timelines = timelines;
        this.signals = signals;
        this.ended = new SharedLooks<>(orders::ended, LONGEST_LOOK);
        this.happened = new SharedLooks<>(timelines::after, LONGEST_LOOK);
        this.ticks = Flux.interval(lookInterval).onBackpressureDrop().share();
    }

    /**
     * The order when its checkout has ended, or as it was given when that is not known after {@code longest}.
     *
     * @param isNew written this moment: nobody looks before its end is signalled or all who wait look again
     */
    public Mono<Order> untilTerminal(Order order, boolean isNew, Duration longest) {
        if (order.status().isTerminal() || longest.isZero()) {
            return Mono.just(order);
        }
        Flux<OrderId> ends = signals.endOf(order.id());
        return occasions(isNew ? ends : ends.mergeWith(Mono.just(order.id())))
                .concatMap(occasion -> tolerant(ended.find(order.id())), 1)
                .next()
                .timeout(longest, Mono.just(order));
    }

    /** What happened so far. The order must be known to be there for the caller to see. */
    public Mono<List<TimelineEntry>> timeline(OrderId id) {
        Seen nothing = new Seen(id, TimelinePlace.START);
        return timelines.after(Set.of(nothing)).map(found -> Objects.requireNonNull(found.get(nothing))
                .entries());
    }

    /**
     * What happened after {@code place} and what happens from now on; ends when nothing is under way. The order must be
     * known to be there for the caller to see.
     */
    public Flux<TimelineEntry> entries(OrderId id, TimelinePlace place) {
        return Flux.defer(() -> {
            AtomicReference<TimelinePlace> seen = new AtomicReference<>(place);
            return occasions(signals.changesOf(id).mergeWith(Mono.just(id)))
                    .concatMap(occasion -> tolerant(happened.find(new Seen(id, seen.get()))), 1)
                    .doOnNext(news -> news.entries().forEach(entry -> seen.set(entry.place())))
                    .takeUntil(News::ended)
                    .concatMapIterable(News::entries);
        });
    }

    private static <T> Mono<T> tolerant(Mono<T> look) {
        return look.doOnError(failure -> log.debug("a look failed, the next may not: {}", failure.toString()))
                .onErrorComplete();
    }

    /** At every signal, and from time to time; one at a time, those that pile up merged. */
    private Flux<Object> occasions(Flux<OrderId> signalled) {
        return Flux.<Object>merge(signalled, ticks.onBackpressureLatest()).onBackpressureLatest();
    }
}
