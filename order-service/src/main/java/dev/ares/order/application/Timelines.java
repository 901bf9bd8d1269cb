package dev.ares.order.application;

import java.util.List;
import java.util.Map;
import java.util.Set;

import reactor.core.publisher.Mono;

import dev.ares.order.domain.OrderId;
import dev.ares.order.domain.TimelineEntry;
import dev.ares.order.domain.TimelinePlace;

/** Port: what happened to orders. */
public interface Timelines {

    /** An order's timeline up to a place. */
    record Seen(OrderId id, TimelinePlace place) {}

    /**
     * What came after a place.
     *
     * @param entries in order
     * @param ended nothing is under way: the checkout and all refunds have ended
     */
    record News(List<TimelineEntry> entries, boolean ended) {}

    /** What came after each place. A few statements, whatever their number. */
    Mono<Map<Seen, News>> after(Set<Seen> seen);
}
