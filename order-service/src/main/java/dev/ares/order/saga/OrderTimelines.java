package dev.ares.order.saga;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

import reactor.core.publisher.Mono;

import dev.ares.order.application.Refunds;
import dev.ares.order.application.Timelines;
import dev.ares.order.domain.OrderId;
import dev.ares.order.domain.Refund;
import dev.ares.saga.SagaLogEntry;
import dev.ares.saga.SagaReader;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toSet;

/**
 * An order's timeline is the transition log of its checkout and those of its refunds, which are written with every
 * transition.
 */
public final class OrderTimelines implements Timelines {

    private final SagaReader sagas;
    private final Refunds refunds;

    public OrderTimelines(SagaReader sagas, Refunds refunds) {
        this.sagas = sagas;
        this.refunds = refunds;
    }

    /** The checkouts are read before the refunds, so that when a checkout is seen to be complete, all of its refunds are seen too. */
    @Override
    public Mono<Map<Seen, News>> after(Set<Seen> seen) {
        Map<UUID, Integer> checkouts = new HashMap<>();
        seen.forEach(one -> since(checkouts, one.id().value(), one, 0));
        return logs(checkouts)
                .flatMap(logs -> refunds.of(seen.stream().map(Seen::id).collect(toSet()))
                        .flatMap(known -> {
                            Map<UUID, Integer> wanted = new HashMap<>();
                            seen.forEach(one -> refundsOf(one.id(), known)
                                    .forEach(refund -> since(wanted, refund.id(), one, refund.number())));
                            return logs(wanted).map(more -> news(seen, logs, known, more));
                        }));
    }

    /** From the last entry that was seen: it tells whether the saga has ended. When two ask, from the earlier of their places. */
    private static void since(Map<UUID, Integer> wanted, UUID saga, Seen seen, int part) {
        wanted.merge(saga, Math.max(0, seen.place().of(part) - 1), Math::min);
    }

    private Mono<Map<UUID, List<SagaLogEntry>>> logs(Map<UUID, Integer> wanted) {
        return wanted.isEmpty()
                ? Mono.just(Map.of())
                : sagas.timelines(wanted).collect(groupingBy(SagaLogEntry::sagaId));
    }

    private static List<Refund> refundsOf(OrderId id, Map<OrderId, List<Refund>> known) {
        return known.getOrDefault(id, List.of());
    }

    private static Map<Seen, News> news(
            Set<Seen> seen,
            Map<UUID, List<SagaLogEntry>> checkouts,
            Map<OrderId, List<Refund>> known,
            Map<UUID, List<SagaLogEntry>> refunds) {
        Map<Seen, News> news = new HashMap<>();
        for (Seen one : seen) {
            List<TimelinePart> parts = new ArrayList<>();
            parts.add(new TimelinePart(0, null, checkouts.getOrDefault(one.id().value(), List.of())));
            refundsOf(one.id(), known)
                    .forEach(refund -> parts.add(new TimelinePart(
                            refund.number(), refund.id(), refunds.getOrDefault(refund.id(), List.of()))));
            news.put(
                    one,
                    new News(
                            TimelinePart.merged(parts, one.place()),
                            parts.stream().allMatch(TimelinePart::hasEnded)));
        }
        return news;
    }
}
