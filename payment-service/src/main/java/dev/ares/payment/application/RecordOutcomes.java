package dev.ares.payment.application;

import java.util.List;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;

import dev.ares.payment.domain.Payment;
import dev.ares.payment.domain.PaymentStatus;

/** Stores what the provider said, and replies, in one transaction. A payment that was overtaken is left alone. */
public final class RecordOutcomes {

    private static final Logger LOG = LoggerFactory.getLogger(RecordOutcomes.class);

    private final Payments payments;
    private final Replies replies;
    private final Transaction transaction;

    public RecordOutcomes(Payments payments, Replies replies, Transaction transaction) {
        this.payments = payments;
        this.replies = replies;
        this.transaction = transaction;
    }

    /** The payments that were changed; who is missing was overtaken, and its outcome is not recorded. */
    public Mono<List<Payment>> record(List<Payment> told) {
        Mono<List<Payment>> work = payments.save(told)
                .map(changed -> told.stream()
                        .filter(payment -> changed.contains(payment.id()))
                        .toList())
                .flatMap(changed -> {
                    changed.forEach(RecordOutcomes::logParked);
                    return replies.send(changed).thenReturn(changed);
                });
        return transaction.run(work);
    }

    private static void logParked(Payment payment) {
        if (payment.status() == PaymentStatus.PARKED) {
            LOG.error("payment {} of order {} is parked: {}", payment.id(), payment.orderId(), payment.detail());
        }
    }
}
