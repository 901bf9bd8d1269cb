package dev.ares.order.adapter.web;

import java.time.Instant;
import java.util.List;

import org.jspecify.annotations.Nullable;

import dev.ares.order.domain.TimelineEntry;

/** What happened to an order, in order. */
record TimelineView(List<Entry> entries) {

    record Entry(
            Instant at,
            @Nullable String refundId,
            @Nullable String step,
            String event,
            @Nullable String detail) {

        static Entry of(TimelineEntry entry) {
            String refund = entry.refund() == null ? null : entry.refund().toString();
            return new Entry(entry.at(), refund, entry.step(), entry.event(), entry.detail());
        }
    }

    static TimelineView of(List<TimelineEntry> entries) {
        return new TimelineView(entries.stream().map(Entry::of).toList());
    }
}
