package dev.ares.order.adapter.web;

import java.time.Instant;
import java.util.List;

import org.jspecify.annotations.Nullable;

import dev.ares.order.domain.TimelineEntry;

/** What happened to an order, in order. */
record TimelineView(List<Entry> entries) {

    record Entry(
            Instant at,
            @Nullable String step,
            String event,
            @Nullable String detail) {

        static Entry of(TimelineEntry entry) {
            return new Entry(entry.at(), entry.step(), entry.event(), entry.detail());
        }
    }

    static TimelineView of(List<TimelineEntry> entries) {
        return new TimelineView(entries.stream().map(Entry::of).toList());
    }
}
