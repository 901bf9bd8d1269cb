package dev.ares.order.interleaving;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

import dev.ares.order.application.Refunds;
import dev.ares.order.domain.OrderId;
import dev.ares.order.domain.Refund;
import dev.ares.order.domain.RefundStatus;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toMap;

/** Refunds in memory. */
final class MemoryRefunds implements Refunds {

    final Map<UUID, Refund> stored = new LinkedHashMap<>();
    private final Set<UUID> started = new HashSet<>();

    @Override
    public Mono<Keyed> findByKey(String by, String key) {
        return Mono.empty();
    }

    @Override
    public Mono<Boolean> insert(Refund refund, Asked asked, boolean alreadyStarted) {
        return Mono.fromCallable(() -> {
            if (alreadyStarted) {
                started.add(refund.id());
            }
            return stored.putIfAbsent(refund.id(), refund) == null;
        });
    }

    @Override
    public Mono<Map<OrderId, List<Refund>>> of(Set<OrderId> orders) {
        return Mono.fromCallable(() -> stored.values().stream()
                .filter(refund -> orders.contains(refund.orderId()))
                .collect(groupingBy(Refund::orderId)));
    }

    @Override
    public Mono<Map<UUID, OrderId>> orders(Set<UUID> refunds) {
        return Mono.fromCallable(() -> stored.values().stream()
                .filter(refund -> refunds.contains(refund.id()))
                .collect(toMap(Refund::id, Refund::orderId)));
    }

    @Override
    public Mono<List<Refund>> start(Set<OrderId> orders) {
        return Mono.fromCallable(() -> stored.values().stream()
                .filter(refund -> orders.contains(refund.orderId()) && started.add(refund.id()))
                .toList());
    }

    @Override
    public Mono<List<Refund>> end(RefundStatus status, Map<UUID, String> reasons, Instant now) {
        return Mono.fromCallable(() -> {
            List<Refund> ended = new ArrayList<>();
            reasons.forEach((id, reason) -> {
                Refund refund = stored.get(id);
                if (refund != null && refund.status() == RefundStatus.PENDING) {
                    ended.add(ended(refund, status, reason.isEmpty() ? null : reason));
                }
            });
            ended.forEach(refund -> stored.put(refund.id(), refund));
            return ended;
        });
    }

    private static Refund ended(Refund refund, RefundStatus status, @Nullable String reason) {
        return new Refund(
                refund.id(),
                refund.orderId(),
                refund.number(),
                status,
                reason,
                refund.lines(),
                refund.amount(),
                refund.points(),
                refund.createdAt(),
                refund.updatedAt());
    }
}
