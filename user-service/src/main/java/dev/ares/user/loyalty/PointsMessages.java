package dev.ares.user.loyalty;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Collectors;

import com.google.protobuf.Message;
import reactor.core.publisher.Mono;

import dev.ares.contracts.Topics;
import dev.ares.contracts.order.v1.OrderConfirmed;
import dev.ares.contracts.user.v1.HoldPoints;
import dev.ares.contracts.user.v1.PointsHeld;
import dev.ares.contracts.user.v1.PointsRefused;
import dev.ares.contracts.user.v1.PointsReturned;
import dev.ares.contracts.user.v1.PointsSettled;
import dev.ares.contracts.user.v1.ReturnPoints;
import dev.ares.messaging.Outbox;
import dev.ares.messaging.OutgoingMessage;
import dev.ares.messaging.Received;

/**
 * Obeys the checkout's commands about points. Each method handles a batch in the caller's transaction: it locks the
 * accounts of all its users, decides message by message in the order of arrival, writes once, and answers each order
 * once. Two batches that hold for one set of users and return for another may block each other crosswise; PostgreSQL
 * then ends one, and it is tried again.
 */
final class PointsMessages {

    private final PointsStore store;
    private final Outbox outbox;

    PointsMessages(PointsStore store, Outbox outbox) {
        this.store = store;
        this.outbox = outbox;
    }

    Mono<Void> hold(List<Received<HoldPoints>> commands) {
        return answer(commands, HoldPoints::getOrderId, HoldPoints::getUserId, (book, command) -> {
            HoldOutcome outcome = book.hold(id(command.getOrderId()), id(command.getUserId()), command.getPoints());
            return reply(command.getOrderId(), outcome);
        });
    }

    Mono<Void> giveBack(List<Received<ReturnPoints>> commands) {
        return answer(commands, ReturnPoints::getOrderId, ReturnPoints::getUserId, (book, command) -> {
            book.giveBack(id(command.getOrderId()), id(command.getUserId()));
            return PointsReturned.newBuilder().setOrderId(command.getOrderId()).build();
        });
    }

    Mono<Void> settle(List<Received<OrderConfirmed>> events) {
        return answer(events, OrderConfirmed::getOrderId, OrderConfirmed::getUserId, (book, event) -> {
            long award = Award.of(event.getTotal().getAmount(), event.getTotal().getCurrency());
            OrderPoints settled =
                    book.settle(id(event.getOrderId()), id(event.getUserId()), event.getRedeemedPoints(), award);
            return PointsSettled.newBuilder()
                    .setOrderId(event.getOrderId())
                    .setSpent(settled.points())
                    .setAwarded(settled.awarded())
                    .build();
        });
    }

    private <M extends Message> Mono<Void> answer(
            List<Received<M>> batch,
            Function<M, String> orderOf,
            Function<M, String> userOf,
            BiFunction<PointsBook, M, Message> decide) {
        return Mono.defer(
                () -> store.load(ids(batch, userOf), ids(batch, orderOf)).flatMap(book -> {
                    Map<String, Message> replies = new LinkedHashMap<>();
                    for (Received<M> message : batch) {
                        replies.put(orderOf.apply(message.body()), decide.apply(book, message.body()));
                    }
                    return store.save(book).then(outbox.append(outgoing(replies)));
                }));
    }

    private static Message reply(String orderId, HoldOutcome outcome) {
        if (outcome instanceof HoldOutcome.Refused refused) {
            return PointsRefused.newBuilder()
                    .setOrderId(orderId)
                    .setReason(refused.reason().name())
                    .build();
        }
        return PointsHeld.newBuilder().setOrderId(orderId).build();
    }

    private static List<OutgoingMessage> outgoing(Map<String, Message> replies) {
        return replies.entrySet().stream()
                .map(reply -> OutgoingMessage.of(Topics.ORDER_REPLIES, reply.getKey(), reply.getValue()))
                .toList();
    }

    private static <M extends Message> Set<UUID> ids(List<Received<M>> batch, Function<M, String> field) {
        return batch.stream().map(message -> id(field.apply(message.body()))).collect(Collectors.toSet());
    }

    private static UUID id(String text) {
        return UUID.fromString(text);
    }
}
