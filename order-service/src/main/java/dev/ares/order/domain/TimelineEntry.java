package dev.ares.order.domain;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * One thing that happened to an order.
 *
 * @param seq from 1, growing
 * @param step the checkout's step that it is about, if any
 * @param event what happened: one of {@link OrderEvent} where it moved the order, a code in capitals otherwise
 * @param last nothing will follow
 */
public record TimelineEntry(
        int seq,
        Instant at,
        @Nullable String step,
        String event,
        @Nullable String detail,
        boolean last) {}
