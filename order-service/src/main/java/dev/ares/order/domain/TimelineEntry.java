package dev.ares.order.domain;

import java.time.Instant;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

/**
 * One thing that happened to an order.
 *
 * @param place the timeline up to this entry
 * @param refund the refund that it is about; null for the checkout
 * @param step the saga's step that it is about, if any
 * @param event what happened: one of {@link OrderEvent} where it moved the order, a code in capitals otherwise
 */
public record TimelineEntry(
        TimelinePlace place,
        Instant at,
        @Nullable UUID refund,
        @Nullable String step,
        String event,
        @Nullable String detail) {}
