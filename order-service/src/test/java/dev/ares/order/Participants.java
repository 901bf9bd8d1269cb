package dev.ares.order;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;

import com.google.protobuf.Message;
import org.springframework.context.annotation.Bean;
import reactor.core.publisher.Mono;

import dev.ares.contracts.Topics;
import dev.ares.contracts.inventory.v1.ReleaseStock;
import dev.ares.contracts.inventory.v1.ReserveStock;
import dev.ares.contracts.inventory.v1.StockCommitted;
import dev.ares.contracts.inventory.v1.StockRefused;
import dev.ares.contracts.inventory.v1.StockReleased;
import dev.ares.contracts.inventory.v1.StockReserved;
import dev.ares.contracts.inventory.v1.StockReturned;
import dev.ares.contracts.order.v1.OrderConfirmed;
import dev.ares.contracts.order.v1.OrderRefunded;
import dev.ares.contracts.payment.v1.Pay;
import dev.ares.contracts.payment.v1.PaymentCaptured;
import dev.ares.contracts.payment.v1.PaymentRefunded;
import dev.ares.contracts.payment.v1.PaymentRefused;
import dev.ares.contracts.payment.v1.RefundPayment;
import dev.ares.contracts.payment.v1.RefundRefused;
import dev.ares.contracts.user.v1.HoldPoints;
import dev.ares.contracts.user.v1.PointsAdjusted;
import dev.ares.contracts.user.v1.PointsHeld;
import dev.ares.contracts.user.v1.PointsRefused;
import dev.ares.contracts.user.v1.PointsReturned;
import dev.ares.contracts.user.v1.PointsSettled;
import dev.ares.contracts.user.v1.ReturnPoints;
import dev.ares.messaging.Outbox;
import dev.ares.messaging.OutgoingMessage;
import dev.ares.messaging.Received;
import dev.ares.messaging.Subscription;

/**
 * Stands in for inventory, user and payment over Kafka, by script: the SKU {@code scarce} is out of stock, a
 * reservation of {@code unanswered} gets no answer, one of {@code speechless} is refused without a reason, more than 1000 points are too many, and cards decline or keep silent
 * by their name, and 1.99 is not given back. Remembers every command, by order.
 */
class Participants {

    /** A customer whose confirmed orders nobody acknowledges. */
    static final String UNSETTLED = "unsettled-uma";

    /** A customer whose held points nobody gives back, until {@link #giveBackAgain}. */
    static final String FORGOTTEN = "forgotten-fay";

    /** A customer of whose refunds user-service says nothing. */
    static final String UNADJUSTED = "unadjusted-una";

    /** The price of a pen, which the provider refuses to give back. */
    private static final long PRICE_NOT_GIVEN_BACK = 199;

    private final Map<String, List<Message>> commands = new ConcurrentHashMap<>();
    private final Outbox outbox;
    private volatile boolean givesBack;

    Participants(Outbox outbox) {
        this.outbox = outbox;
    }

    List<Message> commandsFor(String orderId) {
        return commands.getOrDefault(orderId, List.of());
    }

    /** Whether each reader of an order that is confirmed has read something. */
    boolean allListen() {
        return commands.values().stream()
                .anyMatch(ofOrder -> ofOrder.stream().anyMatch(OrderConfirmed.class::isInstance));
    }

    @Bean
    Subscription inventory() {
        return Subscription.to(Topics.INVENTORY_COMMANDS, "test-inventory")
                .on(ReserveStock.getDefaultInstance(), answering(Participants::reserve))
                .on(
                        ReleaseStock.getDefaultInstance(),
                        answering(command -> List.of(StockReleased.newBuilder()
                                .setOrderId(command.getOrderId())
                                .build())))
                .build();
    }

    @Bean
    Subscription user() {
        return Subscription.to(Topics.USER_COMMANDS, "test-user")
                .on(HoldPoints.getDefaultInstance(), answering(Participants::hold))
                .on(
                        ReturnPoints.getDefaultInstance(),
                        answering(command -> givesBack || !command.getUserId().equals(FORGOTTEN)
                                ? List.of(PointsReturned.newBuilder()
                                        .setOrderId(command.getOrderId())
                                        .build())
                                : List.of()))
                .build();
    }

    @Bean
    Subscription payment() {
        return Subscription.to(Topics.PAYMENT_COMMANDS, "test-payment")
                .on(Pay.getDefaultInstance(), answering(Participants::pay))
                .on(RefundPayment.getDefaultInstance(), answering(Participants::giveBack))
                .build();
    }

    @Bean
    Subscription everybody() {
        return Subscription.to(Topics.ORDER_EVENTS, "test-everybody")
                .on(OrderConfirmed.getDefaultInstance(), answering(Participants::confirmed))
                .on(OrderRefunded.getDefaultInstance(), answering(Participants::refunded))
                .build();
    }

    private static List<Message> reserve(ReserveStock command) {
        List<String> skus =
                command.getLinesList().stream().map(line -> line.getSku()).toList();
        if (skus.contains("unanswered")) {
            return List.of();
        } else if (skus.contains("speechless")) {
            return List.of(
                    StockRefused.newBuilder().setOrderId(command.getOrderId()).build());
        } else if (skus.contains("scarce")) {
            return List.of(StockRefused.newBuilder()
                    .setOrderId(command.getOrderId())
                    .setReason("OUT_OF_STOCK")
                    .addSkus("scarce")
                    .build());
        }
        return List.of(
                StockReserved.newBuilder().setOrderId(command.getOrderId()).build());
    }

    private static List<Message> hold(HoldPoints command) {
        return List.of(
                command.getPoints() > 1000
                        ? PointsRefused.newBuilder()
                                .setOrderId(command.getOrderId())
                                .setReason("INSUFFICIENT_POINTS")
                                .build()
                        : PointsHeld.newBuilder()
                                .setOrderId(command.getOrderId())
                                .build());
    }

    private static List<Message> pay(Pay command) {
        return switch (command.getPaymentMethod()) {
            case "pm_silent" -> List.of();
            case "pm_card_chargeDeclined" ->
                List.of(PaymentRefused.newBuilder()
                        .setOrderId(command.getOrderId())
                        .setReason("PAYMENT_DECLINED")
                        .setDetail("generic_decline")
                        .build());
            default ->
                List.of(PaymentCaptured.newBuilder()
                        .setOrderId(command.getOrderId())
                        .setPaymentId("a payment")
                        .setAmount(command.getAmount())
                        .build());
        };
    }

    private static List<Message> confirmed(OrderConfirmed event) {
        return event.getUserId().equals(UNSETTLED) ? List.of() : settled(event.getOrderId());
    }

    private static List<Message> settled(String orderId) {
        return List.of(
                StockCommitted.newBuilder().setOrderId(orderId).build(),
                PointsSettled.newBuilder().setOrderId(orderId).build());
    }

    /** What was held back for an order of {@link #UNSETTLED}. */
    Mono<Void> settle(String orderId) {
        return outbox.append(settled(orderId).stream()
                .map(reply -> OutgoingMessage.of(Topics.ORDER_REPLIES, orderId, reply))
                .toList());
    }

    void giveBackAgain() {
        givesBack = true;
    }

    private static List<Message> giveBack(RefundPayment command) {
        return List.of(
                command.getAmount().getAmount() == PRICE_NOT_GIVEN_BACK
                        ? RefundRefused.newBuilder()
                                .setRefundId(command.getRefundId())
                                .setOrderId(command.getOrderId())
                                .setReason("REFUND_REFUSED")
                                .build()
                        : PaymentRefunded.newBuilder()
                                .setRefundId(command.getRefundId())
                                .setOrderId(command.getOrderId())
                                .setAmount(command.getAmount())
                                .build());
    }

    private static List<Message> refunded(OrderRefunded event) {
        StockReturned returned = StockReturned.newBuilder()
                .setRefundId(event.getRefundId())
                .setOrderId(event.getOrderId())
                .build();
        if (event.getUserId().equals(UNADJUSTED)) {
            return List.of(returned);
        }
        return List.of(
                returned,
                PointsAdjusted.newBuilder()
                        .setRefundId(event.getRefundId())
                        .setOrderId(event.getOrderId())
                        .build());
    }

    private <M extends Message> Function<List<Received<M>>, Mono<Void>> answering(Function<M, List<Message>> script) {
        return batch -> {
            batch.forEach(command -> commands.computeIfAbsent(command.key(), key -> new CopyOnWriteArrayList<>())
                    .add(command.body()));
            List<OutgoingMessage> replies = batch.stream()
                    .flatMap(command -> script.apply(command.body()).stream()
                            .map(reply -> OutgoingMessage.of(Topics.ORDER_REPLIES, command.key(), reply)))
                    .toList();
            return replies.isEmpty() ? Mono.empty() : outbox.append(replies);
        };
    }
}
