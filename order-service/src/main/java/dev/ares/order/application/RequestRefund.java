package dev.ares.order.application;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Mono;

import dev.ares.order.domain.Order;
import dev.ares.order.domain.OrderId;
import dev.ares.order.domain.Refund;
import dev.ares.order.domain.RefundRejection;
import dev.ares.order.domain.ReturnedLine;
import dev.ares.order.domain.Returns;

/**
 * An operator gives lines of an order back, once per operator and key. While the checkout is not complete the refund is
 * recorded and started by its completion. Refunds of an order are decided one after the other, under the lock of its
 * checkout, so that no line and no money is given back twice.
 */
public final class RequestRefund {

    /** How it ended. */
    public sealed interface Result {

        /** The refund stands: this request made it, or an earlier one with the same key and content. */
        record Accepted(Refund refund) implements Result {}

        /** The key belongs to a refund of other content. */
        record KeyReused() implements Result {}

        record Rejected(RefundRejection rejection) implements Result {}
    }

    private final Orders orders;
    private final Refunds refunds;
    private final Checkouts checkouts;
    private final Repayments repayments;
    private final OrderSignals signals;
    private final TransactionalOperator transaction;
    private final Clock clock;

    public RequestRefund(
            Orders orders,
            Refunds refunds,
            Checkouts checkouts,
            Repayments repayments,
            OrderSignals signals,
            TransactionalOperator transaction,
            Clock clock) {
        this.orders = orders;
        this.refunds = refunds;
        this.checkouts = checkouts;
        this.repayments = repayments;
        this.signals = signals;
        this.transaction = transaction;
        this.clock = clock;
    }

    /** Empty when there is no such order. */
    public Mono<Result> request(String operator, String key, OrderId id, List<ReturnedLine> lines) {
        byte[] fingerprint = fingerprint(id, lines);
        Refunds.Asked asked = new Refunds.Asked(operator, key, fingerprint);
        Mono<Result> decided = checkouts
                .hold(id)
                .flatMap(complete -> earlier(operator, key, fingerprint)
                        .switchIfEmpty(Mono.defer(() -> decide(id, lines, asked, complete))))
                .as(transaction::transactional);
        return decided.switchIfEmpty(Mono.defer(() -> earlier(operator, key, fingerprint)))
                .doOnNext(result -> signals.changed(id));
    }

    private Mono<Result> earlier(String operator, String key, byte[] fingerprint) {
        return refunds.findByKey(operator, key)
                .map(keyed -> MessageDigest.isEqual(keyed.fingerprint(), fingerprint)
                        ? new Result.Accepted(keyed.refund())
                        : new Result.KeyReused());
    }

    /** Empty when somebody else takes the key at the same time, for another order. */
    private Mono<Result> decide(OrderId id, List<ReturnedLine> lines, Refunds.Asked asked, boolean complete) {
        return orders.byId(id).flatMap(order -> refunds.of(Set.of(id)).flatMap(earlier -> {
            Returns returns = new Returns(order, earlier.getOrDefault(id, List.of()));
            Optional<RefundRejection> rejection = returns.rejects(lines);
            if (rejection.isPresent()) {
                return Mono.just(new Result.Rejected(rejection.get()));
            }
            Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
            return write(order, returns.refund(UUID.randomUUID(), lines, now), asked, complete);
        }));
    }

    private Mono<Result> write(Order order, Refund refund, Refunds.Asked asked, boolean complete) {
        return refunds.insert(refund, asked, complete)
                .filter(inserted -> inserted)
                .flatMap(inserted -> (complete ? repayments.start(order, refund) : Mono.<Void>empty())
                        .thenReturn(new Result.Accepted(refund)));
    }

    /** Equal for requests that ask for the same. Stored: it may never change. */
    private static byte[] fingerprint(OrderId id, List<ReturnedLine> lines) {
        StringBuilder text = new StringBuilder("1\n").append(id).append('\n');
        lines.forEach(line ->
                text.append(line.sku()).append('\t').append(line.quantity()).append('\n'));
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.toString().getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform must provide SHA-256", e);
        }
    }
}
