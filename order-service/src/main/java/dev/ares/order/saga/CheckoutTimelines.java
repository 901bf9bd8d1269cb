package dev.ares.order.saga;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

import dev.ares.order.application.Timelines;
import dev.ares.order.domain.OrderEvent;
import dev.ares.order.domain.TimelineEntry;
import dev.ares.saga.SagaLogEntry;
import dev.ares.saga.SagaLogEntry.Event;
import dev.ares.saga.SagaReader;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toMap;

/**
 * An order's timeline is its checkout's transition log, which is written with every transition. Entries that moved the
 * order are shown by the names of the order's own events, the others by the log's.
 */
public final class CheckoutTimelines implements Timelines {

    private static final Map<Event, OrderEvent> OF_CHECKOUT = Map.of(
            Event.STARTED, OrderEvent.ORDER_PLACED,
            Event.COMPENSATED, OrderEvent.ORDER_CANCELLED);

    private static final Map<String, OrderEvent> OF_STEP_DONE = Map.of(
            CheckoutSaga.RESERVE_STOCK, OrderEvent.STOCK_RESERVED,
            CheckoutSaga.PAY, OrderEvent.PAYMENT_CONFIRMED);

    private final SagaReader sagas;

    public CheckoutTimelines(SagaReader sagas) {
        this.sagas = sagas;
    }

    @Override
    public Mono<Map<Seen, List<TimelineEntry>>> after(Set<Seen> seen) {
        Map<UUID, Integer> leastSeen =
                seen.stream().collect(toMap(one -> one.id().value(), Seen::seq, Math::min));
        return sagas.timelines(leastSeen).collectList().map(entries -> {
            Map<UUID, List<SagaLogEntry>> byOrder = entries.stream().collect(groupingBy(SagaLogEntry::sagaId));
            Map<Seen, List<TimelineEntry>> answers = new HashMap<>();
            for (Seen one : seen) {
                List<SagaLogEntry> found = byOrder.getOrDefault(one.id().value(), List.of());
                answers.put(one, after(one.seq(), found));
            }
            return answers;
        });
    }

    private static List<TimelineEntry> after(int seq, List<SagaLogEntry> entries) {
        return entries.stream()
                .filter(entry -> entry.seq() > seq)
                .map(CheckoutTimelines::entry)
                .toList();
    }

    private static TimelineEntry entry(SagaLogEntry entry) {
        boolean last = entry.event() == Event.COMPLETED || entry.event() == Event.COMPENSATED;
        return new TimelineEntry(entry.seq(), entry.at(), entry.step(), shown(entry), detail(entry), last);
    }

    /** What an operator reads about a fault is not for the customer. */
    private static @Nullable String detail(SagaLogEntry entry) {
        boolean internal = entry.event() == Event.PARKED || entry.event() == Event.CONTRADICTED;
        return internal ? null : entry.detail();
    }

    private static String shown(SagaLogEntry entry) {
        OrderEvent moved = null;
        if (entry.step() == null) {
            moved = OF_CHECKOUT.get(entry.event());
        } else if (entry.event() == Event.DONE) {
            moved = OF_STEP_DONE.get(entry.step());
        } else if (entry.event() == Event.DISPATCHED && entry.step().equals(CheckoutSaga.ANNOUNCE)) {
            moved = OrderEvent.ORDER_CONFIRMED;
        }
        return moved == null ? entry.event().name() : moved.shown();
    }
}
