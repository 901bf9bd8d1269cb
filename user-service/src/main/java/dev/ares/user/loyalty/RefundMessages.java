package dev.ares.user.loyalty;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

import reactor.core.publisher.Mono;

import dev.ares.contracts.Topics;
import dev.ares.contracts.order.v1.OrderRefunded;
import dev.ares.contracts.user.v1.PointsAdjusted;
import dev.ares.messaging.Outbox;
import dev.ares.messaging.OutgoingMessage;
import dev.ares.messaging.Received;

/** Books the points of refunds: a batch in the caller's transaction, as {@link PointsMessages} does, an answer each. */
final class RefundMessages {

    private final PointsStore store;
    private final RefundStore refunds;
    private final Outbox outbox;

    RefundMessages(PointsStore store, RefundStore refunds, Outbox outbox) {
        this.store = store;
        this.refunds = refunds;
        this.outbox = outbox;
    }

    Mono<Void> refund(List<Received<OrderRefunded>> events) {
        return Mono.defer(() -> apply(
                events.stream().map(Received::body).map(RefundMessages::refund).toList()));
    }

    private Mono<Void> apply(List<Refund> batch) {
        Set<UUID> orders = ids(batch, Refund::orderId);
        return store.load(ids(batch, Refund::userId), orders)
                .flatMap(points -> refunds.find(orders, ids(batch, Refund::refundId))
                        .flatMap(earlier -> apply(batch, points, new RefundBook(points, earlier))));
    }

    private Mono<Void> apply(List<Refund> batch, PointsBook points, RefundBook book) {
        Map<UUID, OutgoingMessage> replies = new LinkedHashMap<>();
        batch.forEach(refund -> replies.put(refund.refundId(), reply(book.refund(refund))));
        return refunds.add(book.added()).then(store.save(points)).then(outbox.append(List.copyOf(replies.values())));
    }

    private static Refund refund(OrderRefunded event) {
        return new Refund(
                UUID.fromString(event.getRefundId()),
                UUID.fromString(event.getOrderId()),
                UUID.fromString(event.getUserId()),
                event.getAmount().getAmount(),
                event.getReturnedPoints(),
                event.getOrderTotal().getAmount(),
                event.getOrderTotal().getCurrency());
    }

    private static OutgoingMessage reply(RefundedPoints refunded) {
        String orderId = refunded.orderId().toString();
        PointsAdjusted reply = PointsAdjusted.newBuilder()
                .setRefundId(refunded.refundId().toString())
                .setOrderId(orderId)
                .setReturned(refunded.returned())
                .setTakenBack(refunded.takenBack())
                .build();
        return OutgoingMessage.of(Topics.ORDER_REPLIES, orderId, reply);
    }

    private static Set<UUID> ids(List<Refund> batch, Function<Refund, UUID> id) {
        return batch.stream().map(id).collect(Collectors.toUnmodifiableSet());
    }
}
