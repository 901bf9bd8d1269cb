package dev.ares.inventory;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import com.google.protobuf.Message;
import org.junit.jupiter.api.Test;

import dev.ares.contracts.Topics;
import dev.ares.contracts.inventory.v1.ReleaseStock;
import dev.ares.contracts.inventory.v1.ReservationLine;
import dev.ares.contracts.inventory.v1.ReserveStock;
import dev.ares.contracts.inventory.v1.StockCommitted;
import dev.ares.contracts.inventory.v1.StockRefused;
import dev.ares.contracts.inventory.v1.StockReleased;
import dev.ares.contracts.inventory.v1.StockReserved;
import dev.ares.contracts.order.v1.OrderConfirmed;
import dev.ares.messaging.OutgoingMessage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Reservations by messages, on real PostgreSQL and Kafka. */
class ReservationsIT extends RunningService {

    @Test
    void reservesAndSells() {
        addProduct("sold-mug", 5);
        UUID order = UUID.randomUUID();

        reserve(order, line("sold-mug", 2));
        assertThat(replies.awaitLast(order, 1)).isInstanceOf(StockReserved.class);
        assertThat(stock("sold-mug")).isEqualTo(new Stock(3, 2, 0));

        confirm(order);
        assertThat(replies.awaitLast(order, 2)).isInstanceOf(StockCommitted.class);
        assertThat(stock("sold-mug")).isEqualTo(new Stock(3, 0, 2));

        confirm(order);
        assertThat(replies.awaitLast(order, 3)).as("a repeated command's reply").isInstanceOf(StockCommitted.class);
        assertThat(stock("sold-mug")).isEqualTo(new Stock(3, 0, 2));
    }

    @Test
    void givesBackWhatIsReleased() {
        addProduct("released-mug", 5);
        UUID order = UUID.randomUUID();

        reserve(order, line("released-mug", 5));
        replies.awaitLast(order, 1);
        release(order);

        assertThat(replies.awaitLast(order, 2)).isInstanceOf(StockReleased.class);
        assertThat(stock("released-mug")).isEqualTo(new Stock(5, 0, 0));
    }

    @Test
    void answersARepeatedReservationTheSameAndReservesOnce() {
        addProduct("repeated-mug", 3);
        UUID reserved = UUID.randomUUID();
        UUID refused = UUID.randomUUID();

        for (int time = 1; time <= 2; time++) {
            reserve(reserved, line("repeated-mug", 2));
            assertThat(replies.awaitLast(reserved, time)).isInstanceOf(StockReserved.class);
            reserve(refused, line("repeated-mug", 2), line("never-heard-of", 1));
            StockRefused refusal = (StockRefused) replies.awaitLast(refused, time);
            assertThat(refusal.getReason()).isEqualTo("OUT_OF_STOCK");
            assertThat(refusal.getSkusList()).containsExactly("repeated-mug", "never-heard-of");
        }
        assertThat(stock("repeated-mug")).isEqualTo(new Stock(1, 2, 0));
    }

    @Test
    void refusesAReservationThatItsReleaseOvertook() {
        addProduct("overtaken-mug", 3);
        UUID order = UUID.randomUUID();

        release(order);
        assertThat(replies.awaitLast(order, 1)).isInstanceOf(StockReleased.class);
        reserve(order, line("overtaken-mug", 1));

        StockRefused refusal = (StockRefused) replies.awaitLast(order, 2);
        assertThat(refusal.getReason()).isEqualTo("RELEASED");
        assertThat(stock("overtaken-mug")).isEqualTo(new Stock(3, 0, 0));
    }

    @Test
    void parksAConfirmationOfWhatIsNotReservedAndServesTheOthers() {
        addProduct("good-mug", 1);
        UUID good = UUID.randomUUID();
        UUID unknown = UUID.randomUUID();
        reserve(good, line("good-mug", 1));
        replies.awaitLast(good, 1);

        send(List.of(
                message(Topics.ORDER_EVENTS, unknown, confirmed(unknown)),
                message(Topics.ORDER_EVENTS, good, confirmed(good))));

        assertThat(replies.awaitLast(good, 2)).isInstanceOf(StockCommitted.class);
        assertThat(replies.to(unknown)).isEmpty();
    }

    @Test
    void letsNoStatementRunForLong() {
        assertThat(count("SELECT setting::bigint FROM pg_settings WHERE name = 'statement_timeout'"))
                .as("milliseconds")
                .isEqualTo(5000);
    }

    @Test
    void sellsAHotProductToTheLastPieceAndNotBeyond() {
        addProduct("hot-mug", 15);
        List<UUID> orders = ids(60);

        send(orders.stream()
                .map(order ->
                        message(Topics.INVENTORY_COMMANDS, order, reservation(order, List.of(line("hot-mug", 1)))))
                .toList());

        orders.forEach(order -> replies.awaitLast(order, 1));
        assertThat(orders.stream().filter(order -> replies.to(order).get(0) instanceof StockReserved))
                .hasSize(15);
        assertThat(stock("hot-mug")).isEqualTo(new Stock(0, 15, 0));
        assertThat(count("SELECT version FROM stock WHERE sku = 'hot-mug'"))
                .as("one change per batch, not one per order")
                .isLessThan(15);
        stockMustBalance();
    }

    @Test
    void neverOversellsOrdersOfManyLinesWhileOthersEnd() {
        List<String> skus =
                IntStream.range(0, 10).mapToObj(i -> "busy-mug-" + i).toList();
        skus.forEach(sku -> addProduct(sku, 15));
        Random random = new Random(42);
        List<UUID> first = ids(60);
        List<UUID> second = ids(60);

        send(reservations(first, skus, random));
        first.forEach(order -> replies.awaitLast(order, 1));
        List<OutgoingMessage> crowd = new ArrayList<>(reservations(second, skus, random));
        first.forEach(order -> crowd.add(end(order)));
        Collections.shuffle(crowd, random);
        crowd.forEach(message -> send(List.of(message)));

        second.forEach(order -> replies.awaitLast(order, 1));
        first.forEach(order -> replies.awaitLast(order, 2));
        stockMustBalance();
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(count("SELECT count(*) FROM outbox WHERE status <> 'processed'"))
                        .isZero());
    }

    private OutgoingMessage end(UUID order) {
        boolean sold = replies.to(order).get(0) instanceof StockReserved && order.hashCode() % 2 == 0;
        return sold
                ? message(Topics.ORDER_EVENTS, order, confirmed(order))
                : message(Topics.INVENTORY_COMMANDS, order, released(order));
    }

    private static List<OutgoingMessage> reservations(List<UUID> orders, List<String> skus, Random random) {
        return orders.stream()
                .map(order -> {
                    List<String> shuffled = new ArrayList<>(skus);
                    Collections.shuffle(shuffled, random);
                    List<ReservationLine> lines = shuffled.subList(0, 3).stream()
                            .map(sku -> line(sku, 1 + random.nextInt(2)))
                            .toList();
                    return message(Topics.INVENTORY_COMMANDS, order, reservation(order, lines));
                })
                .toList();
    }

    private void reserve(UUID order, ReservationLine... lines) {
        send(List.of(message(Topics.INVENTORY_COMMANDS, order, reservation(order, List.of(lines)))));
    }

    private void release(UUID order) {
        send(List.of(message(Topics.INVENTORY_COMMANDS, order, released(order))));
    }

    private void confirm(UUID order) {
        send(List.of(message(Topics.ORDER_EVENTS, order, confirmed(order))));
    }

    private static OutgoingMessage message(String topic, UUID order, Message body) {
        return OutgoingMessage.of(topic, order.toString(), body);
    }

    private static ReserveStock reservation(UUID order, List<ReservationLine> lines) {
        return ReserveStock.newBuilder()
                .setOrderId(order.toString())
                .addAllLines(lines)
                .build();
    }

    private static ReleaseStock released(UUID order) {
        return ReleaseStock.newBuilder().setOrderId(order.toString()).build();
    }

    private static OrderConfirmed confirmed(UUID order) {
        return OrderConfirmed.newBuilder().setOrderId(order.toString()).build();
    }

    private static ReservationLine line(String sku, long quantity) {
        return ReservationLine.newBuilder().setSku(sku).setQuantity(quantity).build();
    }

    private static List<UUID> ids(int count) {
        return Stream.generate(UUID::randomUUID).limit(count).toList();
    }
}
