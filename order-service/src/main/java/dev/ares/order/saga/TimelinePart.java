package dev.ares.order.saga;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

import dev.ares.order.domain.OrderEvent;
import dev.ares.order.domain.TimelineEntry;
import dev.ares.order.domain.TimelinePlace;
import dev.ares.saga.SagaLogEntry;
import dev.ares.saga.SagaLogEntry.Event;

/**
 * One saga's share of an order's timeline. Entries that moved the order are shown by the names of the order's own events,
 * the others by the log's.
 *
 * @param number 0 for the checkout, n for the n-th refund
 * @param refund null for the checkout
 */
record TimelinePart(int number, @Nullable UUID refund, List<SagaLogEntry> entries) {

    private static final Map<Event, OrderEvent> OF_CHECKOUT = Map.of(
            Event.STARTED, OrderEvent.ORDER_PLACED,
            Event.COMPENSATED, OrderEvent.ORDER_CANCELLED);

    private static final Map<Event, OrderEvent> OF_REFUND = Map.of(
            Event.STARTED, OrderEvent.REFUND_STARTED,
            Event.COMPENSATED, OrderEvent.REFUND_REFUSED);

    private static final Map<String, OrderEvent> OF_STEP_DONE = Map.of(
            CheckoutSaga.RESERVE_STOCK, OrderEvent.STOCK_RESERVED,
            CheckoutSaga.PAY, OrderEvent.PAYMENT_CONFIRMED,
            RefundSaga.REFUND_PAYMENT, OrderEvent.PAYMENT_REFUNDED);

    private static final Map<String, OrderEvent> OF_STEP_DISPATCHED = Map.of(
            CheckoutSaga.ANNOUNCE, OrderEvent.ORDER_CONFIRMED,
            RefundSaga.ANNOUNCE, OrderEvent.ORDER_REFUNDED);

    boolean hasEnded() {
        return entries.stream()
                .anyMatch(entry -> entry.event() == Event.COMPLETED || entry.event() == Event.COMPENSATED);
    }

    /**
     * What came after a place, of all parts. By time, as far as the clocks of replicas agree; what one saga did stands in
     * the sequence in which it did it.
     */
    static List<TimelineEntry> merged(List<TimelinePart> parts, TimelinePlace after) {
        List<Deque<TimelineEntryOf>> open = new ArrayList<>();
        parts.forEach(part -> open.add(part.after(after.of(part.number()))));
        List<TimelineEntry> merged = new ArrayList<>();
        TimelinePlace place = after;
        while (true) {
            Optional<Deque<TimelineEntryOf>> next = open.stream()
                    .filter(entries -> !entries.isEmpty())
                    .min(Comparator.comparing(
                            entries -> entries.element().entry().at()));
            if (next.isEmpty()) {
                return merged;
            }
            TimelineEntryOf earliest = next.get().remove();
            place = place.with(earliest.part().number(), earliest.entry().seq());
            merged.add(earliest.shownAt(place));
        }
    }

    private Deque<TimelineEntryOf> after(int seq) {
        Deque<TimelineEntryOf> after = new ArrayDeque<>();
        entries.stream()
                .filter(entry -> entry.seq() > seq)
                .forEach(entry -> after.add(new TimelineEntryOf(this, entry)));
        return after;
    }

    private String shown(SagaLogEntry entry) {
        OrderEvent moved = null;
        if (entry.step() == null) {
            moved = (refund == null ? OF_CHECKOUT : OF_REFUND).get(entry.event());
        } else if (entry.event() == Event.DONE) {
            moved = OF_STEP_DONE.get(entry.step());
        } else if (entry.event() == Event.DISPATCHED) {
            moved = OF_STEP_DISPATCHED.get(entry.step());
        }
        return moved == null ? entry.event().name() : moved.shown();
    }

    /** What an operator reads about a fault is not for the customer. */
    private static @Nullable String detail(SagaLogEntry entry) {
        boolean internal = entry.event() == Event.PARKED || entry.event() == Event.CONTRADICTED;
        return internal ? null : entry.detail();
    }

    private record TimelineEntryOf(TimelinePart part, SagaLogEntry entry) {

        TimelineEntry shownAt(TimelinePlace place) {
            return new TimelineEntry(place, entry.at(), part.refund(), entry.step(), part.shown(entry), detail(entry));
        }
    }
}
