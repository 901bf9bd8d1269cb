package dev.ares.local.chaos;

import java.io.IOException;
import java.net.http.HttpHeaders;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.ares.local.client.Answer;
import dev.ares.local.load.Journal;

import static org.assertj.core.api.Assertions.assertThat;

class PromisesTest {

    @TempDir
    Path folder = Path.of("");

    @Test
    void anOrderThatWasSentTwiceIsOneOrder() {
        Promises promises = promises("key-1,order-1", "key-2,order-2", "key-1,order-1");

        assertThat(promises.orders()).containsExactly("order-1", "order-2");
        assertThat(promises.ordersOfOneKey()).isEmpty();
    }

    @Test
    void twoOrdersOfOneKeyBreakThePromise() {
        Promises promises = promises("key-1,order-1", "key-1,order-9");

        assertThat(promises.ordersOfOneKey()).singleElement().asString().contains("order-1", "order-9", "key-1");
    }

    @Test
    void anOrderIsThereAsItWasAnswered() {
        Promises promises = new Promises(List.of(order("order-1", "key-1", "ann", "mug*1 pen*2", 1648)));

        assertThat(promises.broken(Map.of(), Map.of()))
                .singleElement()
                .asString()
                .contains("order-1", "not there");
        assertThat(promises.broken(Map.of("order-1", written("CONFIRMED", false, "mug*1 pen*2", 1648)), Map.of()))
                .isEmpty();
        assertThat(promises.broken(Map.of("order-1", written("CONFIRMED", false, "mug*1", 1250)), Map.of()))
                .hasSize(2)
                .anyMatch(line -> line.contains("lines are mug*1 (expected: mug*1 pen*2"))
                .anyMatch(line -> line.contains("total is 1250 (expected: 1648"));
        var another = new OrderBook.Written("eve", "key-9", "CONFIRMED", false, "mug*1 pen*2", 1648);
        assertThat(promises.broken(Map.of("order-1", another), Map.of()))
                .hasSize(2)
                .anyMatch(line -> line.contains("Idempotency-Key is key-9 (expected: key-1"))
                .anyMatch(line -> line.contains("customer is eve (expected: ann"));
    }

    @Test
    void anAcceptedCancelIsWrittenOrDone() {
        Promises promises = new Promises(
                List.of(new Journal.Entry("", Journal.Accepted.CANCEL, 202, "", "order-1", "ann", "mug*1", 1250)));

        assertThat(promises.broken(Map.of("order-1", written("CONFIRMED", false, "mug*1", 1250)), Map.of()))
                .singleElement()
                .asString()
                .contains("order-1", "cancel was accepted");
        assertThat(promises.broken(Map.of("order-1", written("CONFIRMED", true, "mug*1", 1250)), Map.of()))
                .isEmpty();
        assertThat(promises.broken(Map.of("order-1", written("CANCELLED", false, "mug*1", 1250)), Map.of()))
                .isEmpty();
    }

    @Test
    void anAcceptedRefundIsThereAsItWasAnswered() {
        Promises promises = new Promises(
                List.of(new Journal.Entry("", Journal.Accepted.REFUND, 202, "key-1", "order-1", "", "pen*1", 199)));
        Map<String, OrderBook.Written> written = Map.of("order-1", written("CONFIRMED", false, "mug*1 pen*2", 1648));

        assertThat(promises.broken(written, refund("key-2", "pen*1", 199)))
                .singleElement()
                .asString()
                .contains("order-1", "key-1", "not there");
        assertThat(promises.broken(written, refund("key-1", "mug*1", 1)))
                .hasSize(2)
                .anyMatch(line -> line.contains("key-1 brings back mug*1 (expected: pen*1"))
                .anyMatch(line -> line.contains("key-1 gives 1 (expected: 199"));
        assertThat(promises.broken(written, refund("key-1", "pen*1", 199))).isEmpty();
    }

    @Test
    void theJournalKeepsWhatTheAnswerSaid() throws IOException {
        Path file = folder.resolve("journal");
        String order = """
                {"id": "order-1", "status": "PENDING", "total": {"amount": 1648, "currency": "EUR"},
                 "items": [{"sku": "pen", "quantity": 2}, {"sku": "mug", "quantity": 1}]}""";
        String refund = """
                {"id": "refund-1", "orderId": "order-1", "amount": {"amount": 199, "currency": "EUR"},
                 "lines": [{"sku": "pen", "quantity": 1}]}""";
        try (var journal = new Journal(file, Clock.systemUTC())) {
            journal.order(answer(order), "key-1", "ann");
            journal.cancel(answer(order), "ann");
            journal.refund(answer(refund), "key-2");
        }

        assertThat(Journal.read(file))
                .usingRecursiveFieldByFieldElementComparatorIgnoringFields("at")
                .containsExactly(
                        order("order-1", "key-1", "ann", "mug*1 pen*2", 1648),
                        new Journal.Entry("", Journal.Accepted.CANCEL, 202, "", "order-1", "ann", "mug*1 pen*2", 1648),
                        new Journal.Entry("", Journal.Accepted.REFUND, 202, "key-2", "order-1", "", "pen*1", 199));
    }

    private static Promises promises(String... entries) {
        return new Promises(Stream.of(entries)
                .map(entry -> entry.split(",", -1))
                .map(fields -> order(fields[1], fields[0], "ann", "mug*1", 1250))
                .toList());
    }

    private static Journal.Entry order(String id, String key, String user, String lines, long total) {
        return new Journal.Entry("", Journal.Accepted.ORDER, 202, key, id, user, lines, total);
    }

    private static Map<String, Map<String, OrderBook.Refund>> refund(String key, String lines, long amount) {
        return Map.of("order-1", Map.of(key, new OrderBook.Refund(lines, amount)));
    }

    private static OrderBook.Written written(String status, boolean cancelRequested, String lines, long total) {
        return new OrderBook.Written("ann", "key-1", status, cancelRequested, lines, total);
    }

    private static Answer answer(String body) {
        return new Answer(202, HttpHeaders.of(Map.of(), (name, value) -> true), body);
    }
}
