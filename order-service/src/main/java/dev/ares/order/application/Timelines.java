package dev.ares.order.application;

import java.util.List;

import reactor.core.publisher.Mono;

import dev.ares.order.domain.OrderId;
import dev.ares.order.domain.TimelineEntry;

/** Port: what happened to an order. */
public interface Timelines {

    /** The entries after {@code seq}, in order; 0 for all. */
    Mono<List<TimelineEntry>> after(OrderId id, int seq);
}
