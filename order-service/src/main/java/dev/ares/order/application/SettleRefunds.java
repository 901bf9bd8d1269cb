package dev.ares.order.application;

import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;

import reactor.core.publisher.Mono;

import dev.ares.order.domain.Order;
import dev.ares.order.domain.OrderId;
import dev.ares.order.domain.Refund;
import dev.ares.order.domain.RefundStatus;
import dev.ares.order.domain.Returns;

/** Brings the outcome of refunds into their rows and their orders, within the transaction that decides them. */
public final class SettleRefunds {

    private final Orders orders;
    private final Refunds refunds;
    private final OrderSignals signals;
    private final Supplier<HonourCancels> cancels;
    private final Clock clock;

    /** @param cancels asked when a refund is refused, for it starts refunds itself, which are settled here */
    public SettleRefunds(
            Orders orders, Refunds refunds, OrderSignals signals, Supplier<HonourCancels> cancels, Clock clock) {
        this.orders = orders;
        this.refunds = refunds;
        this.signals = signals;
        this.cancels = cancels;
        this.clock = clock;
    }

    /** The money is given back: the order shows it, and is refunded when nothing of it is left. */
    public Mono<Void> succeed(Set<UUID> ids) {
        Map<UUID, String> withoutReason = new HashMap<>();
        ids.forEach(id -> withoutReason.put(id, ""));
        return end(RefundStatus.SUCCEEDED, withoutReason).flatMap(this::book);
    }

    /**
     * Before any order is locked by this transaction: see {@link HonourCancels}.
     *
     * @param reasons stable codes by refund
     */
    public Mono<Void> refuse(Map<UUID, String> reasons) {
        return end(RefundStatus.REFUSED, reasons).flatMap(touched -> cancels.get()
                .after(touched, reasons.keySet())
                .then(Mono.defer(() -> signals.changedOnCommit(touched))));
    }

    private Mono<Set<OrderId>> end(RefundStatus status, Map<UUID, String> reasons) {
        if (reasons.isEmpty()) {
            return Mono.empty();
        }
        return refunds.end(status, reasons, clock.instant()).map(ended -> {
            if (ended.size() != reasons.size()) {
                throw new IllegalStateException("refunds %s: %s moved to %s (expected: all)"
                        .formatted(
                                reasons.keySet(), ended.stream().map(Refund::id).toList(), status));
            }
            Set<OrderId> touched = new HashSet<>();
            ended.forEach(refund -> touched.add(refund.orderId()));
            return touched;
        });
    }

    /** The refunds are read under the locks of the orders: of two that end at once, the second sees the first. */
    private Mono<Void> book(Set<OrderId> ids) {
        Instant now = clock.instant();
        return orders.lock(ids)
                .flatMap(locked -> refunds.of(ids).map(found -> locked.stream()
                        .map(order -> new Returns(order, found.getOrDefault(order.id(), List.of())).booked())
                        .toList()))
                .flatMap(booked -> orders.saveRefunds(booked, now).doOnNext(saved -> requireAll(booked, saved)))
                .then(Mono.defer(() -> signals.changedOnCommit(ids)));
    }

    private static void requireAll(List<Order> booked, Set<OrderId> saved) {
        if (saved.size() != booked.size()) {
            throw new IllegalStateException("orders %s: %s saved (expected: all)"
                    .formatted(booked.stream().map(Order::id).toList(), saved));
        }
    }
}
