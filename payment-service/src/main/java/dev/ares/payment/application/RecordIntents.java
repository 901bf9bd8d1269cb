package dev.ares.payment.application;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

import reactor.core.publisher.Mono;

import dev.ares.payment.domain.Payment;
import dev.ares.payment.domain.PaymentRequest;

/**
 * Pay, first half: the intent and its idempotency key are committed before anyone calls the provider. After the commit
 * the new payments go to {@link TakePayments}; if the process dies in between, they fall due when their lease ends. A
 * repeated request gets the stored reply again, or none yet.
 */
public final class RecordIntents {

    private final Payments payments;
    private final Replies replies;
    private final Transaction transaction;
    private final TakePayments takePayments;
    private final Duration lease;
    private final Clock clock;

    public RecordIntents(
            Payments payments,
            Replies replies,
            Transaction transaction,
            TakePayments takePayments,
            Duration lease,
            Clock clock) {
        this.payments = payments;
        this.replies = replies;
        this.transaction = transaction;
        this.takePayments = takePayments;
        this.lease = lease;
        this.clock = clock;
    }

    /**
     * Joins the caller's transaction.
     *
     * @return fails with {@link IllegalArgumentException} when an order asks for something else than it did before
     */
    public Mono<Void> record(List<PaymentRequest> requests) {
        Map<String, Payment> intended = new LinkedHashMap<>();
        int room = takePayments.room();
        for (PaymentRequest request : requests) {
            boolean toBeSent = intended.size() < room;
            Payment payment = intended.computeIfAbsent(request.orderId(), order -> intended(request, toBeSent));
            requireSame(payment, request);
        }
        var all = List.copyOf(intended.values());
        return payments.addMissing(all).flatMap(added -> handOver(all, added).then(replyAgain(all, added)));
    }

    /** Claimed by the commit that stores it, if it is to be sent right after: that costs no commit of its own. */
    private Payment intended(PaymentRequest request, boolean toBeSent) {
        Payment payment = Payment.intended(request, clock.instant(), lease);
        return toBeSent ? payment.claimed(payment.createdAt()) : payment;
    }

    private Mono<Void> handOver(List<Payment> all, Set<UUID> added) {
        var fresh = all.stream().filter(payment -> added.contains(payment.id())).toList();
        return fresh.isEmpty() ? Mono.empty() : transaction.afterCommit(() -> takePayments.offer(fresh));
    }

    private Mono<Void> replyAgain(List<Payment> all, Set<UUID> added) {
        Map<String, PaymentRequest> repeated = new LinkedHashMap<>();
        all.stream()
                .filter(payment -> !added.contains(payment.id()))
                .forEach(payment -> repeated.put(payment.orderId(), payment.request()));
        if (repeated.isEmpty()) {
            return Mono.empty();
        }
        return payments.ofOrders(repeated.keySet())
                .doOnNext(stored -> requireSame(stored, repeated.getOrDefault(stored.orderId(), stored.request())))
                .collect(ArrayList<Payment>::new, List::add)
                .flatMap(replies::send);
    }

    private static void requireSame(Payment payment, PaymentRequest request) {
        if (!payment.answers(request)) {
            throw new IllegalArgumentException("Pay for order " + request.orderId() + ": " + request.amount() + " by "
                    + request.method() + " (expected: " + payment.amount() + " by "
                    + payment.request().method() + ", as asked before)");
        }
    }
}
