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

import dev.ares.payment.domain.Refund;
import dev.ares.payment.domain.RefundRequest;

/**
 * Refund, first half: the refund and what it sets aside are committed before anyone calls the provider. After the
 * commit the new refunds go to {@link GiveRefunds}; if the process dies in between, they fall due when their lease
 * ends. One that asks for more than is left is refused at once and for ever. A repeated request gets the stored reply
 * again, or none yet.
 */
public final class RecordRefunds {

    private final Refunds refunds;
    private final RefundReplies replies;
    private final RecordOutcomes<Refund> recordOutcomes;
    private final Transaction transaction;
    private final GiveRefunds giveRefunds;
    private final Duration lease;
    private final Clock clock;

    public RecordRefunds(
            Refunds refunds,
            RefundReplies replies,
            RecordOutcomes<Refund> recordOutcomes,
            Transaction transaction,
            GiveRefunds giveRefunds,
            Duration lease,
            Clock clock) {
        this.refunds = refunds;
        this.replies = replies;
        this.recordOutcomes = recordOutcomes;
        this.transaction = transaction;
        this.giveRefunds = giveRefunds;
        this.lease = lease;
        this.clock = clock;
    }

    /**
     * Joins the caller's transaction.
     *
     * @return fails with {@link IllegalArgumentException} when a refund asks for something else than it did before
     */
    public Mono<Void> record(List<RefundRequest> requests) {
        Map<UUID, Refund> intended = new LinkedHashMap<>();
        for (RefundRequest request : requests) {
            Refund refund =
                    intended.computeIfAbsent(request.id(), id -> Refund.intended(request, clock.instant(), lease));
            requireSame(refund, request);
        }
        var all = List.copyOf(intended.values());
        return refunds.addMissing(all).flatMap(added -> admit(all, added).then(replyAgain(intended, added)));
    }

    private Mono<Void> admit(List<Refund> all, Set<UUID> added) {
        var fresh = all.stream().filter(refund -> added.contains(refund.id())).toList();
        return fresh.isEmpty()
                ? Mono.empty()
                : refunds.setAside(fresh)
                        .flatMap(fitting -> handOver(fresh, fitting).then(refuse(fresh, fitting)));
    }

    private Mono<Void> handOver(List<Refund> fresh, Set<UUID> fitting) {
        var held =
                fresh.stream().filter(refund -> fitting.contains(refund.id())).toList();
        return held.isEmpty() ? Mono.empty() : transaction.afterCommit(() -> giveRefunds.offer(held));
    }

    private Mono<Void> refuse(List<Refund> fresh, Set<UUID> fitting) {
        var tooMuch = fresh.stream()
                .filter(refund -> !fitting.contains(refund.id()))
                .map(Refund::exceedsCaptured)
                .toList();
        return tooMuch.isEmpty() ? Mono.empty() : recordOutcomes.record(tooMuch).then();
    }

    private Mono<Void> replyAgain(Map<UUID, Refund> intended, Set<UUID> added) {
        Map<UUID, Refund> repeated = new LinkedHashMap<>(intended);
        repeated.keySet().removeAll(added);
        if (repeated.isEmpty()) {
            return Mono.empty();
        }
        return refunds.ofIds(repeated.keySet())
                .doOnNext(stored -> requireSame(
                        stored, repeated.getOrDefault(stored.id(), stored).request()))
                .collect(ArrayList<Refund>::new, List::add)
                .flatMap(replies::send);
    }

    private static void requireSame(Refund refund, RefundRequest request) {
        if (!refund.request().equals(request)) {
            throw new IllegalArgumentException("refund " + request.id() + ": " + request.amount() + " of order "
                    + request.orderId() + " (expected: " + refund.amount() + " of order " + refund.orderId()
                    + ", as asked before)");
        }
    }
}
