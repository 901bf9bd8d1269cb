package dev.ares.payment.application;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import dev.ares.payment.domain.FirstSend;
import dev.ares.payment.domain.Patience;
import dev.ares.payment.domain.Payment;
import dev.ares.payment.domain.PaymentStatus;

/** Payments in memory, with the versions and leases of the real ones. */
class InMemoryPayments implements Payments {

    static final Patience PATIENCE =
            new Patience(Duration.ofMillis(200), Duration.ofSeconds(5), Duration.ofHours(1), Duration.ofMinutes(5));

    private final Map<String, Payment> byOrder = new LinkedHashMap<>();

    @Override
    public Mono<Set<UUID>> addMissing(List<Payment> payments) {
        return Mono.fromSupplier(() -> payments.stream()
                .filter(payment -> !byOrder.containsKey(payment.orderId()))
                .map(this::put)
                .collect(Collectors.toSet()));
    }

    @Override
    public Flux<Payment> ofOrders(Collection<String> orderIds) {
        return Flux.defer(() ->
                Flux.fromStream(byOrder.values().stream().filter(payment -> orderIds.contains(payment.orderId()))));
    }

    @Override
    public Flux<Payment> ofIds(Collection<UUID> ids) {
        return Flux.defer(
                () -> Flux.fromStream(byOrder.values().stream().filter(payment -> ids.contains(payment.id()))));
    }

    @Override
    public Mono<Payment> ofReference(String reference) {
        return Flux.fromIterable(byOrder.values())
                .filter(payment -> reference.equals(payment.reference()))
                .singleOrEmpty();
    }

    @Override
    public Mono<Set<UUID>> save(List<Payment> payments) {
        return Mono.fromSupplier(
                () -> payments.stream().filter(this::replaces).map(this::put).collect(Collectors.toSet()));
    }

    @Override
    public Flux<Payment> takeDue(Instant now, Duration lease, int limit) {
        return Flux.defer(() -> Flux.fromIterable(byOrder.values().stream()
                .filter(payment -> isDue(payment, now, lease))
                .limit(limit)
                .map(payment -> held(payment.claimed(now), now.plus(lease)))
                .peek(this::put)
                .toList()));
    }

    @Override
    public Mono<Payment> hold(Payment payment, Instant now, Duration lease) {
        return Mono.fromSupplier(() -> byOrder.get(payment.orderId()))
                .filter(stored -> stored.version() == payment.version() && stored.dueAt() != null)
                .map(stored -> held(payment.claimed(now), now.plus(lease)))
                .doOnNext(this::put);
    }

    Payment ofOrder(String orderId) {
        return java.util.Objects.requireNonNull(byOrder.get(orderId));
    }

    private boolean replaces(Payment payment) {
        Payment stored = byOrder.get(payment.orderId());
        return stored != null && (stored.version() == payment.version() - 1 || finalWord(payment, stored));
    }

    private static boolean finalWord(Payment payment, Payment stored) {
        return payment.isFinal() && !stored.isFinal() && payment.key().equals(stored.key());
    }

    /** As a row: who reads it does not know who claimed it. */
    private UUID put(Payment payment) {
        Payment before = byOrder.get(payment.orderId());
        long version = before == null ? payment.version() : Math.max(payment.version(), before.version() + 1);
        byOrder.put(payment.orderId(), copy(payment, payment.firstSend().asked(), payment.dueAt(), version));
        return payment.id();
    }

    private boolean isDue(Payment payment, Instant now, Duration lease) {
        Instant due = payment.dueAt();
        return due != null && (!due.isAfter(now) || due.isAfter(farthest(payment, now, lease)));
    }

    Instant farthest(Payment payment, Instant now, Duration lease) {
        return PATIENCE.farthest(payment.status() == PaymentStatus.PARKED, now, lease);
    }

    private static Payment held(Payment payment, Instant until) {
        return copy(payment, payment.firstSend(), until, payment.version() + 1);
    }

    private static Payment copy(Payment payment, FirstSend firstSend, @Nullable Instant due, long version) {
        return new Payment(
                payment.id(),
                payment.request(),
                payment.key(),
                payment.status(),
                payment.reference(),
                payment.reason(),
                payment.detail(),
                payment.refunded(),
                payment.attempts(),
                firstSend,
                due,
                payment.createdAt(),
                version);
    }
}
