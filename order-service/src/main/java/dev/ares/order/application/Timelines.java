package dev.ares.order.application;

import java.util.List;
import java.util.Map;
import java.util.Set;

import reactor.core.publisher.Mono;

import dev.ares.order.domain.OrderId;
import dev.ares.order.domain.TimelineEntry;

/** Port: what happened to orders. */
public interface Timelines {

    /** An order's timeline up to an entry; 0 for nothing of it. */
    record Seen(OrderId id, int seq) {}

    /** The entries after what was seen, in order; nothing for an order without new ones. */
    Mono<Map<Seen, List<TimelineEntry>>> after(Set<Seen> seen);
}
