package dev.ares.payment.application;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import dev.ares.payment.domain.Payment;
import dev.ares.payment.domain.PaymentStatus;
import dev.ares.payment.domain.Refund;
import dev.ares.payment.domain.RefundRefusal;

/** Refunds in memory, with the versions and leases of the real ones. */
class InMemoryRefunds implements Refunds {

    private final Map<UUID, Refund> byId = new LinkedHashMap<>();
    private final Map<String, Long> setAside = new LinkedHashMap<>();
    private final InMemoryPayments payments;

    InMemoryRefunds(InMemoryPayments payments) {
        this.payments = payments;
    }

    @Override
    public Mono<Set<UUID>> addMissing(List<Refund> refunds) {
        return Mono.fromSupplier(() -> refunds.stream()
                .filter(refund -> byId.putIfAbsent(refund.id(), refund) == null)
                .map(Refund::id)
                .collect(Collectors.toSet()));
    }

    @Override
    public Mono<Set<UUID>> setAside(List<Refund> refunds) {
        return Mono.fromSupplier(
                () -> refunds.stream().filter(this::fits).map(Refund::id).collect(Collectors.toSet()));
    }

    @Override
    public Mono<Set<UUID>> save(List<Refund> refunds) {
        return Mono.fromSupplier(
                () -> refunds.stream().filter(this::replaces).map(this::saved).collect(Collectors.toSet()));
    }

    @Override
    public Flux<Refund> ofIds(Collection<UUID> ids) {
        return Flux.defer(() -> Flux.fromIterable(ids).filter(byId::containsKey).map(this::ofId));
    }

    @Override
    public Flux<Refund> takeDue(Instant now, Duration lease, int limit) {
        return Flux.defer(() -> Flux.fromIterable(byId.values().stream()
                .filter(refund -> isDue(refund, now, lease))
                .limit(limit)
                .map(refund -> held(refund, now.plus(lease)))
                .toList()));
    }

    @Override
    public Mono<Refund> hold(Refund refund, Instant now, Duration lease) {
        return Mono.fromSupplier(() -> byId.get(refund.id()))
                .filter(stored -> stored.version() == refund.version() && stored.dueAt() != null)
                .map(stored -> held(stored, now.plus(lease)));
    }

    Refund ofId(UUID id) {
        return Objects.requireNonNull(byId.get(id));
    }

    long setAsideOf(String order) {
        return setAside.getOrDefault(order, 0L);
    }

    private boolean fits(Refund refund) {
        Payment payment = payments.ofOrders(List.of(refund.orderId())).blockFirst();
        boolean fits = payment != null
                && payment.status() == PaymentStatus.CAPTURED
                && setAsideOf(refund.orderId()) + refund.amount().amount()
                        <= payment.amount().amount();
        if (fits) {
            setAside.merge(refund.orderId(), refund.amount().amount(), Long::sum);
        }
        return fits;
    }

    private boolean replaces(Refund refund) {
        Refund stored = ofId(refund.id());
        return stored.version() == refund.version() - 1 || refund.isFinal() && !stored.isFinal();
    }

    private UUID saved(Refund refund) {
        byId.put(refund.id(), refund);
        if (refund.reason() == RefundRefusal.REFUND_REFUSED) {
            setAside.merge(refund.orderId(), -refund.amount().amount(), Long::sum);
        }
        return refund.id();
    }

    private static boolean isDue(Refund refund, Instant now, Duration lease) {
        Instant due = refund.dueAt();
        boolean parked = refund.status() == Refund.RefundStatus.PARKED;
        return due != null
                && (!due.isAfter(now) || due.isAfter(InMemoryPayments.PATIENCE.farthest(parked, now, lease)));
    }

    private Refund held(Refund refund, Instant until) {
        var held = new Refund(
                refund.request(),
                refund.status(),
                refund.reference(),
                refund.reason(),
                refund.detail(),
                refund.attempts(),
                until,
                refund.createdAt(),
                refund.version() + 1);
        byId.put(held.id(), held);
        return held;
    }
}
