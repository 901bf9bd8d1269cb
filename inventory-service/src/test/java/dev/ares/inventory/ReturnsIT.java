package dev.ares.inventory;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Stream;

import com.google.protobuf.Message;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.OptimisticLockingFailureException;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Flux;
import reactor.util.retry.Retry;

import dev.ares.contracts.Topics;
import dev.ares.contracts.inventory.v1.ReservationLine;
import dev.ares.contracts.inventory.v1.ReserveStock;
import dev.ares.contracts.inventory.v1.StockCommitted;
import dev.ares.contracts.inventory.v1.StockReturned;
import dev.ares.contracts.order.v1.OrderConfirmed;
import dev.ares.contracts.order.v1.OrderRefunded;
import dev.ares.contracts.order.v1.ReturnedLine;
import dev.ares.inventory.application.ReturnStock;
import dev.ares.inventory.domain.Line;
import dev.ares.inventory.domain.Sku;
import dev.ares.inventory.domain.StockReturn;
import dev.ares.messaging.OutgoingMessage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Returns of sold stock by messages, on real PostgreSQL and Kafka. */
class ReturnsIT extends RunningService {

    @Autowired
    private ReturnStock returnStock;

    @Autowired
    private TransactionalOperator inTransaction;

    @Test
    void putsReturnedStockOnTheShelfOncePerRefund() {
        UUID order = sold("returned-mug", 3);
        UUID refund = UUID.randomUUID();

        for (int time = 1; time <= 2; time++) {
            send(order, refunded(order, refund, "returned-mug", 2));
            StockReturned reply = (StockReturned) replies.awaitLast(order, 2 + time);
            assertThat(reply.getRefundId()).isEqualTo(refund.toString());
            assertThat(stock("returned-mug")).isEqualTo(new Stock(9, 0, 1));
        }
        assertThat(version("returned-mug")).as("reserved, sold, returned once").isEqualTo(4);

        send(order, refunded(order, UUID.randomUUID(), "returned-mug", 1));
        replies.awaitLast(order, 5);
        assertThat(stock("returned-mug")).isEqualTo(new Stock(10, 0, 0));
        stockMustBalance();
    }

    @Test
    void parksAReturnOfMoreThanWasSoldAndServesTheOthers() {
        UUID greedy = sold("greedy-mug", 1);
        UUID modest = sold("modest-mug", 1);

        send(List.of(
                message(greedy, refunded(greedy, UUID.randomUUID(), "greedy-mug", 2)),
                message(modest, refunded(modest, UUID.randomUUID(), "modest-mug", 1))));

        assertThat(replies.awaitLast(modest, 3)).isInstanceOf(StockReturned.class);
        assertThat(replies.to(greedy)).hasSize(2);
        assertThat(stock("greedy-mug")).isEqualTo(new Stock(9, 0, 1));
    }

    @Test
    void takesAReturnThatCameBeforeTheCommitWhenItIsSentAgain() {
        UUID order = reserved("early-mug", 1);
        UUID good = sold("steady-mug", 1);
        OrderRefunded refund = refunded(order, UUID.randomUUID(), "early-mug", 1);

        send(List.of(message(order, refund), message(good, refunded(good, UUID.randomUUID(), "steady-mug", 1))));
        replies.awaitLast(good, 3);
        assertThat(replies.to(order)).as("nothing to return yet").hasSize(1);

        send(order, OrderConfirmed.newBuilder().setOrderId(order.toString()).build());
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(replies.to(order)).hasAtLeastOneElementOfType(StockCommitted.class));
        send(order, refund);

        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(replies.to(order)).hasAtLeastOneElementOfType(StockReturned.class));
        assertThat(stock("early-mug")).isEqualTo(new Stock(10, 0, 0));
    }

    @Test
    void decidesARefundOnceThoughManyDecideItAtOnce() {
        UUID order = sold("rushed-mug", 4);
        StockReturn wanted = new StockReturn(UUID.randomUUID(), order, List.of(new Line(new Sku("rushed-mug"), 4)));

        Flux.range(0, 8)
                .flatMap(i -> returnStock
                        .apply(List.of(wanted))
                        .as(inTransaction::transactional)
                        .retryWhen(Retry.max(8).filter(OptimisticLockingFailureException.class::isInstance)))
                .blockLast(PATIENCE);

        assertThat(stock("rushed-mug")).isEqualTo(new Stock(10, 0, 0));
    }

    @Test
    void meetsReservationsAndOtherReturnsWithoutDeadlock() {
        List<String> skus = List.of("meeting-a", "meeting-b", "meeting-c");
        skus.forEach(sku -> addProduct(sku, 500));
        List<UUID> orders = Stream.generate(UUID::randomUUID).limit(40).toList();
        orders.forEach(order -> send(order, reservation(order, skus, 2)));
        orders.forEach(order -> replies.awaitLast(order, 1));
        orders.forEach(order -> send(
                order, OrderConfirmed.newBuilder().setOrderId(order.toString()).build()));
        orders.forEach(order -> replies.awaitLast(order, 2));

        List<OutgoingMessage> crowd = new ArrayList<>();
        for (UUID order : orders) {
            skus.forEach(sku -> crowd.add(message(order, refunded(order, UUID.randomUUID(), sku, 1))));
            UUID another = UUID.randomUUID();
            crowd.add(message(another, reservation(another, skus, 1)));
        }
        Collections.shuffle(crowd, new Random(11));
        crowd.forEach(message -> send(List.of(message)));

        orders.forEach(order -> replies.awaitLast(order, 5));
        await().atMost(PATIENCE)
                .untilAsserted(() -> skus.forEach(sku -> assertThat(stock(sku)).isEqualTo(new Stock(420, 40, 40))));
        stockMustBalance();
    }

    private UUID reserved(String sku, long quantity) {
        addProduct(sku, 10);
        UUID order = UUID.randomUUID();
        send(order, reservation(order, List.of(sku), quantity));
        replies.awaitLast(order, 1);
        return order;
    }

    private UUID sold(String sku, long quantity) {
        UUID order = reserved(sku, quantity);
        send(order, OrderConfirmed.newBuilder().setOrderId(order.toString()).build());
        replies.awaitLast(order, 2);
        return order;
    }

    private long version(String sku) {
        return count("SELECT version FROM stock WHERE sku = '%s'".formatted(sku));
    }

    private void send(UUID order, Message body) {
        send(List.of(message(order, body)));
    }

    private static OutgoingMessage message(UUID order, Message body) {
        String topic = body instanceof ReserveStock ? Topics.INVENTORY_COMMANDS : Topics.ORDER_EVENTS;
        return OutgoingMessage.of(topic, order.toString(), body);
    }

    private static ReserveStock reservation(UUID order, List<String> skus, long quantity) {
        return ReserveStock.newBuilder()
                .setOrderId(order.toString())
                .addAllLines(skus.stream()
                        .map(sku -> ReservationLine.newBuilder()
                                .setSku(sku)
                                .setQuantity(quantity)
                                .build())
                        .toList())
                .build();
    }

    private static OrderRefunded refunded(UUID order, UUID refund, String sku, long quantity) {
        return OrderRefunded.newBuilder()
                .setOrderId(order.toString())
                .setRefundId(refund.toString())
                .addLines(ReturnedLine.newBuilder().setSku(sku).setQuantity(quantity))
                .build();
    }
}
