package dev.ares.payment.application;

import java.util.List;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;

import dev.ares.payment.domain.Refund;
import dev.ares.payment.domain.Refund.RefundStatus;

/** Stores how refunds went, and replies, in one transaction. A refund that was overtaken is left alone. */
public final class RecordRefundOutcomes {

    private static final Logger LOG = LoggerFactory.getLogger(RecordRefundOutcomes.class);

    private final Refunds refunds;
    private final RefundReplies replies;
    private final Transaction transaction;

    public RecordRefundOutcomes(Refunds refunds, RefundReplies replies, Transaction transaction) {
        this.refunds = refunds;
        this.replies = replies;
        this.transaction = transaction;
    }

    /** The refunds that were changed; who is missing was overtaken, and its outcome is not recorded. */
    public Mono<List<Refund>> record(List<Refund> told) {
        Mono<List<Refund>> work = refunds.save(told)
                .map(changed -> told.stream()
                        .filter(refund -> changed.contains(refund.id()))
                        .toList())
                .flatMap(changed -> {
                    changed.forEach(RecordRefundOutcomes::logParked);
                    return replies.send(changed).thenReturn(changed);
                });
        return transaction.run(work);
    }

    private static void logParked(Refund refund) {
        if (refund.status() == RefundStatus.PARKED) {
            LOG.error("refund {} of order {} is parked: {}", refund.id(), refund.orderId(), refund.detail());
        }
    }
}
