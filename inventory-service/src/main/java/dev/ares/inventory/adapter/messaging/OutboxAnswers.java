package dev.ares.inventory.adapter.messaging;

import java.util.List;
import java.util.stream.Stream;

import com.google.protobuf.Message;
import reactor.core.publisher.Mono;

import dev.ares.contracts.Topics;
import dev.ares.contracts.inventory.v1.StockCommitted;
import dev.ares.contracts.inventory.v1.StockRefused;
import dev.ares.contracts.inventory.v1.StockReleased;
import dev.ares.contracts.inventory.v1.StockReserved;
import dev.ares.contracts.inventory.v1.StockReturned;
import dev.ares.inventory.application.Answers;
import dev.ares.inventory.domain.ReservationAnswer;
import dev.ares.inventory.domain.ReservationAnswer.Committed;
import dev.ares.inventory.domain.ReservationAnswer.Refused;
import dev.ares.inventory.domain.ReservationAnswer.Released;
import dev.ares.inventory.domain.ReservationAnswer.Returned;
import dev.ares.inventory.domain.Sku;
import dev.ares.inventory.domain.StockLevel;
import dev.ares.messaging.Outbox;
import dev.ares.messaging.OutgoingMessage;

/** {@link Answers} through the local message table, keyed by order id; how stock stands as {@link OutboxStockNews} tells it. */
public final class OutboxAnswers implements Answers {

    private final Outbox outbox;

    public OutboxAnswers(Outbox outbox) {
        this.outbox = outbox;
    }

    @Override
    public Mono<Void> send(List<ReservationAnswer> answers, List<StockLevel> changed) {
        return outbox.append(Stream.concat(
                        answers.stream().map(OutboxAnswers::message),
                        changed.stream().map(OutboxStockNews::message))
                .toList());
    }

    private static OutgoingMessage message(ReservationAnswer answer) {
        return OutgoingMessage.of(Topics.ORDER_REPLIES, answer.orderId().toString(), body(answer));
    }

    private static Message body(ReservationAnswer answer) {
        String orderId = answer.orderId().toString();
        if (answer instanceof Refused refused) {
            return StockRefused.newBuilder()
                    .setOrderId(orderId)
                    .setReason(refused.reason().name())
                    .addAllSkus(refused.shortOf().stream().map(Sku::value).toList())
                    .build();
        }
        if (answer instanceof Released) {
            return StockReleased.newBuilder().setOrderId(orderId).build();
        }
        if (answer instanceof Committed) {
            return StockCommitted.newBuilder().setOrderId(orderId).build();
        }
        if (answer instanceof Returned returned) {
            return StockReturned.newBuilder()
                    .setOrderId(orderId)
                    .setRefundId(returned.refundId().toString())
                    .build();
        }
        return StockReserved.newBuilder().setOrderId(orderId).build();
    }
}
