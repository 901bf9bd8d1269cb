package dev.ares.check;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

import dev.ares.local.teststack.TestServer;
import dev.ares.test.infrastructure.Infrastructure;
import dev.ares.test.infrastructure.LocalInfrastructure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Right books, each time with one thing made wrong: the check must name just that. */
@LocalInfrastructure(database = "books", servers = TestServer.POSTGRES)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BrokenBooksIT {

    private static final String ANN = "00000000-0000-0000-0000-0000000000aa";
    private static final String PAID = "00000000-0000-0000-0000-000000000001";
    private static final String DECLINED = "00000000-0000-0000-0000-000000000002";
    private static final String PART = "00000000-0000-0000-0000-000000000003";
    private static final String GONE = "00000000-0000-0000-0000-000000000004";
    private static final String PART_REFUND = "00000000-0000-0000-0001-000000000003";
    private static final String GONE_REFUND = "00000000-0000-0000-0001-000000000004";
    private static final String REFUSED_REFUND = "00000000-0000-0000-0001-000000000001";
    private static final String STRANGE = "00000000-0000-0000-0000-000000000009";

    private final TestBooks books;

    BrokenBooksIT(Infrastructure infrastructure) throws IOException {
        books = new TestBooks(infrastructure);
    }

    @AfterAll
    void close() {
        books.close();
    }

    /**
     * Of ten mugs at 10.00 Ann bought two, for 50 of her 80 points and 19.50, which earned 19. She bought three and brought
     * one back, and bought one and brought it back; a refund of the first order was refused, and a fifth order declined.
     */
    @BeforeEach
    void writeRightBooks() {
        books.empty();
        writeRightOrders();
        writeRightStock();
        books.write(books.payment, payment(PAID, "CAPTURED", 1950, 0));
        books.write(books.payment, payment(PART, "CAPTURED", 3000, 1000));
        books.write(books.payment, payment(GONE, "CAPTURED", 1000, 1000));
        books.write(books.payment, payment(DECLINED, "REFUSED", 2000, 0));
        books.write(books.payment, """
                INSERT INTO refund (id, order_id, amount, currency, status, detail)
                VALUES ('%s', '%s', 1000, 'EUR', 'SUCCEEDED', ''), ('%s', '%s', 1000, 'EUR', 'SUCCEEDED', '')""".formatted(PART_REFUND, PART, GONE_REFUND, GONE));
        writeRightPoints();
        ledgerSays();
    }

    private void writeRightOrders() {
        books.write(books.order, order(PAID, "CONFIRMED", 1950, 50, 0));
        books.write(books.order, order(PART, "CONFIRMED", 3000, 0, 1000));
        books.write(books.order, order(GONE, "REFUNDED", 1000, 0, 1000));
        books.write(books.order, order(DECLINED, "CANCELLED", 2000, 0, 0));
        books.write(books.order, refund(PART_REFUND, PART, "SUCCEEDED"));
        books.write(books.order, refund(GONE_REFUND, GONE, "SUCCEEDED"));
        books.write(books.order, refund(REFUSED_REFUND, PAID, "REFUSED"));
        books.write(books.order, """
                INSERT INTO saga_instance (id, saga, state, version, phase, undoable, awaiting, attempt, entries)
                VALUES ('%s', 'checkout', '', 9, 'COMPLETED', '{}', '{}', 1, 9),
                       ('%s', 'checkout', '', 7, 'COMPENSATED', '{}', '{}', 1, 7),
                       ('%s', 'refund', '', 4, 'COMPLETED', '{}', '{}', 1, 4),
                       ('%s', 'refund', '', 2, 'COMPENSATED', '{}', '{}', 1, 2)""".formatted(PAID, DECLINED, PART_REFUND, REFUSED_REFUND));
    }

    private void writeRightStock() {
        books.write(books.inventory, """
                INSERT INTO product (sku, name, price_amount, price_currency) VALUES ('mug', 'Mug', 1000, 'EUR');
                INSERT INTO stock (sku, available, reserved, sold) VALUES ('mug', 6, 0, 4);
                INSERT INTO stock_ledger (sku, kind, quantity) VALUES ('mug', 'INITIAL', 4), ('mug', 'RESTOCK', 6);
                INSERT INTO reservation (order_id, status, reason, short_of)
                VALUES ('%1$s', 'COMMITTED', NULL, '{}'), ('%2$s', 'COMMITTED', NULL, '{}'),
                       ('%3$s', 'COMMITTED', NULL, '{}'), ('%4$s', 'RELEASED', 'RELEASED', '{}');
                INSERT INTO reservation_line (order_id, sku, quantity)
                VALUES ('%1$s', 'mug', 2), ('%2$s', 'mug', 3), ('%3$s', 'mug', 1), ('%4$s', 'mug', 2);
                INSERT INTO stock_return (refund_id, order_id) VALUES ('%5$s', '%2$s'), ('%6$s', '%3$s');
                INSERT INTO stock_return_line (refund_id, sku, quantity) VALUES ('%5$s', 'mug', 1), ('%6$s', 'mug', 1)""".formatted(PAID, PART, GONE, DECLINED, PART_REFUND, GONE_REFUND));
    }

    private void writeRightPoints() {
        books.write(books.user, """
                INSERT INTO account (id, email, name, roles, password_hash, created_at)
                VALUES ('%1$s', 'ann@example.org', 'Ann', '{customer}', 'x', now());
                INSERT INTO points_account (user_id, balance, held, taken_back) VALUES ('%1$s', 69, 0, 20);
                INSERT INTO order_points (order_id, user_id, status, points, awarded, changed_at)
                VALUES ('%2$s', '%1$s', 'settled', 50, 19, now()), ('%3$s', '%1$s', 'settled', 0, 30, now()),
                       ('%4$s', '%1$s', 'settled', 0, 10, now());
                INSERT INTO points_refund (refund_id, order_id, amount, returned, taken_back, booked_at)
                VALUES ('%5$s', '%3$s', 1000, 0, 10, now()), ('%6$s', '%4$s', 1000, 0, 10, now());
                INSERT INTO points_ledger (user_id, kind, points, order_id, refund_id, booked_at)
                VALUES ('%1$s', 'granted', 80, NULL, NULL, now()), ('%1$s', 'held', 50, '%2$s', NULL, now()),
                       ('%1$s', 'spent', 50, '%2$s', NULL, now()), ('%1$s', 'awarded', 19, '%2$s', NULL, now()),
                       ('%1$s', 'awarded', 30, '%3$s', NULL, now()), ('%1$s', 'awarded', 10, '%4$s', NULL, now()),
                       ('%1$s', 'taken_back', 10, '%3$s', '%5$s', now()),
                       ('%1$s', 'taken_back', 10, '%4$s', '%6$s', now())""".formatted(ANN, PAID, PART, GONE, PART_REFUND, GONE_REFUND));
    }

    /** What is right of the charges, but the first order's, and these. */
    private void ledgerSaysInstead(String... charges) {
        books.ledgerSays(Stream.concat(
                        Stream.of(
                                TestBooks.charge("pi_5", PART, 3000, true, 1000),
                                TestBooks.charge("pi_6", GONE, 1000, true, 1000)),
                        Stream.of(charges))
                .toArray(String[]::new));
    }

    private void ledgerSays() {
        ledgerSaysInstead(TestBooks.charge("pi_1", PAID, 1950, true), TestBooks.charge("pi_2", DECLINED, 2000, false));
    }

    @Test
    void rightBooksAreClean() {
        assertThat(check().violations()).isEmpty();
        assertThat(inFlight()).isEmpty();
        assertThat(check()).returns(4L, CheckResult::orders).returns(3L, CheckResult::confirmed);
    }

    @Test
    void stockThatDoesNotAddUp() {
        books.write(books.inventory, "UPDATE stock SET available = 7");
        expectOnly(Rule.STOCK, "sku mug");
        assertThat(inFlight()).extracting(Violation::invariant).containsExactly(Rule.STOCK);
    }

    @Test
    void stockBelowZero() {
        books.write(books.inventory, """
                ALTER TABLE stock DROP CONSTRAINT stock_available_check;
                UPDATE stock SET available = -1;
                UPDATE stock_ledger SET quantity = 3 WHERE kind = 'INITIAL';
                UPDATE stock_ledger SET quantity = 0 WHERE kind = 'RESTOCK'""");
        expectOnly(Rule.STOCK, "sku mug");
    }

    @Test
    void stockReservedForNobody() {
        books.write(books.inventory, "UPDATE stock SET available = 5, reserved = 1");
        expectOnly(Rule.STOCK, "sku mug");
    }

    @Test
    void stockSoldToNobody() {
        books.write(books.inventory, "UPDATE stock SET available = 5, sold = 5");
        expectOnly(Rule.STOCK, "sku mug");
    }

    @Test
    void piecesThatCameBackAndAreStillSold() {
        books.write(books.order, "UPDATE refund SET quantities = '{2}' WHERE id = '%s'".formatted(PART_REFUND));
        books.write(
                books.inventory,
                "UPDATE stock_return_line SET quantity = 2 WHERE refund_id = '%s'".formatted(PART_REFUND));
        expectOnly(Rule.STOCK, "sku mug");
    }

    @Test
    void piecesSoldOfWhatIsNotInStockAtAll() {
        books.write(books.inventory, "DELETE FROM stock_ledger; DELETE FROM stock");
        expectOnly(Rule.STOCK, "sku mug");
    }

    @Test
    void anOrderChargedTwice() {
        ledgerSaysInstead(TestBooks.charge("pi_1", PAID, 1950, true), TestBooks.charge("pi_3", PAID, 1950, true));
        expectOnly(Rule.PAYMENT, "order " + PAID);
    }

    @Test
    void aConfirmedOrderThatWasNotCharged() {
        ledgerSaysInstead();
        expectOnly(Rule.PAYMENT, "order " + PAID);
    }

    @Test
    void aCancelledOrderThatWasCharged() {
        ledgerSaysInstead(TestBooks.charge("pi_1", PAID, 1950, true), TestBooks.charge("pi_2", DECLINED, 2000, true));
        expectOnly(Rule.PAYMENT, "order " + DECLINED);
    }

    @Test
    void aChargeForNoOrder() {
        ledgerSaysInstead(TestBooks.charge("pi_1", PAID, 1950, true), TestBooks.charge("pi_4", STRANGE, 100, true));
        expectOnly(Rule.PAYMENT, "order " + STRANGE);
    }

    @Test
    void moneyThatTheProviderDidNotGiveBack() {
        books.ledgerSays(
                TestBooks.charge("pi_1", PAID, 1950, true),
                TestBooks.charge("pi_5", PART, 3000, true, 0),
                TestBooks.charge("pi_6", GONE, 1000, true, 1000));
        expectOnly(Rule.PAYMENT, "order " + PART);
    }

    @Test
    void moneyThatTheProviderGaveBackForNoRefund() {
        ledgerSaysInstead(TestBooks.charge("pi_1", PAID, 1950, true, 50));
        expectOnly(Rule.PAYMENT, "order " + PAID);
    }

    @Test
    void anOrderThatSaysLessWasGivenBackThanItsRefundsSay() {
        books.write(books.order, "UPDATE orders SET refunded = 900 WHERE id = '%s'".formatted(PART));
        expectOnly(Rule.PAYMENT, "order " + PART);
    }

    @Test
    void aPaymentThatDoesNotKnowOfItsRefund() {
        books.write(books.payment, "UPDATE payment SET refunded = 0 WHERE order_id = '%s'".formatted(PART));
        expectOnly(Rule.PAYMENT, "order " + PART);
    }

    @Test
    void aBalanceThatTheLedgerDoesNotKnow() {
        books.write(books.user, "UPDATE points_account SET balance = 50");
        expectOnly(Rule.POINTS, "user " + ANN);
        assertThat(inFlight()).extracting(Violation::invariant).containsExactly(Rule.POINTS);
    }

    @Test
    void aDebtThatNoRefundMade() {
        books.write(books.user, """
                ALTER TABLE points_account DROP CONSTRAINT IF EXISTS debt_only_by_taking_back;
                UPDATE points_account SET balance = -21;
                UPDATE points_ledger SET points = 140 WHERE kind IN ('held', 'spent')""");
        expectOnly(Rule.POINTS, "user " + ANN, "order " + PAID);
        assertThat(inFlight()).extracting(Violation::subject).containsExactly("user " + ANN);
    }

    @Test
    void anAwardThatWasNotTakenBack() {
        books.write(books.user, """
                DELETE FROM points_ledger WHERE kind = 'taken_back' AND order_id = '%s';
                UPDATE points_account SET balance = 79, taken_back = 10""".formatted(PART));
        expectOnly(Rule.POINTS, "order " + PART);
    }

    @Test
    void pointsGivenBackThatWereNotRedeemed() {
        books.write(books.user, """
                INSERT INTO points_ledger (user_id, kind, points, order_id, refund_id, booked_at)
                VALUES ('%s', 'refunded', 5, '%s', '%s', now());
                UPDATE points_account SET balance = 74""".formatted(ANN, PART, PART_REFUND));
        expectOnly(Rule.POINTS, "order " + PART);
    }

    @Test
    void anAwardThatIsNotTheOrders() {
        books.write(books.user, """
                UPDATE points_ledger SET points = 20 WHERE kind = 'awarded' AND order_id = '%s';
                UPDATE points_account SET balance = 70""".formatted(PAID));
        expectOnly(Rule.POINTS, "order " + PAID);
    }

    @Test
    void pointsHeldForNoOrderUnderWay() {
        books.write(books.user, "UPDATE points_account SET held = 5");
        expectOnly(Rule.POINTS, "user " + ANN);
    }

    @Test
    void anOrderThatDidNotEnd() {
        books.write(books.order, order(STRANGE, "PENDING", 1000, 0, 0));
        expectOnly(Rule.ENDED, "order " + STRANGE);
    }

    @Test
    void aRefundThatDidNotEnd() {
        books.write(books.order, refund(STRANGE, PAID, "PENDING"));
        expectOnly(Rule.ENDED, "refund " + STRANGE);
    }

    @Test
    void aRefundSagaThatDidNotEnd() {
        books.write(books.order, """
                INSERT INTO saga_instance
                    (id, saga, state, version, phase, undoable, awaiting, attempt, due_at, entries)
                VALUES ('%s', 'refund', '', 3, 'FINISHING', '{}', '{return stock}', 1, now(), 3)""".formatted(STRANGE));
        expectOnly(Rule.ENDED, "refund saga " + STRANGE);
    }

    @Test
    void moneyThatIsStillOnItsWayBack() {
        books.write(books.payment, """
                INSERT INTO refund (id, order_id, amount, currency, status, detail, due_at)
                VALUES ('%s', '%s', 1000, 'EUR', 'PENDING', '', now())""".formatted(STRANGE, PAID));
        expectOnly(Rule.ENDED, "payment of refund " + STRANGE);
    }

    @Test
    void aSagaThatIsParked() {
        books.write(books.order, """
                INSERT INTO saga_instance
                    (id, saga, state, version, phase, undoable, awaiting, attempt, parked, entries)
                VALUES ('%s', 'checkout', '', 3, 'FINISHING', '{}', '{commit stock}', 1, 'refused', 3)""".formatted(STRANGE));
        expectOnly(Rule.ENDED, "checkout saga " + STRANGE);
    }

    @Test
    void aSagaThatWasContradictedThoughItHasEnded() {
        books.write(books.order, """
                INSERT INTO saga_instance
                    (id, saga, state, version, phase, undoable, awaiting, attempt, contradicted, entries)
                VALUES ('%s', 'checkout', '', 3, 'COMPENSATED', '{}', '{}', 1, 'pay: done', 3)""".formatted(STRANGE));
        expectOnly(Rule.ENDED, "checkout saga " + STRANGE);
    }

    @Test
    void aMessageThatWasNotSent() {
        books.write(books.inventory, """
                INSERT INTO outbox (id, topic, key, type, headers, payload, leased_until, created_at)
                VALUES ('%s', 'topic', 'key', 'type', '{}', '', now(), now() - interval '2 minutes')""".formatted(STRANGE));
        expectOnly(Rule.DELIVERED, "inventory message " + STRANGE);
    }

    @Test
    void aMessageThatFailed() {
        books.write(books.user, """
                INSERT INTO outbox (id, topic, key, type, headers, payload, status, leased_until, last_error)
                VALUES ('%s', 'topic', 'key', 'type', '{}', '', 'failed', now(), 'too large')""".formatted(STRANGE));
        expectOnly(Rule.DELIVERED, "user message " + STRANGE);
    }

    @Test
    void aPaymentThatIsThereTwice() {
        books.write(
                books.payment,
                "ALTER TABLE payment DROP CONSTRAINT IF EXISTS payment_order_id_key CASCADE;"
                        + payment(PAID, "CAPTURED", 1950, 0).replace("pi of", "pi 9 of"));
        expectOnly(Rule.ONCE, "order " + PAID);
    }

    @Test
    void aCancelledOrderWhoseStockWasCommitted() {
        books.write(
                books.inventory,
                "UPDATE reservation SET status = 'COMMITTED', reason = NULL WHERE order_id = '%s'".formatted(DECLINED));
        expectOnly(Rule.ONCE, "order " + DECLINED);
    }

    @Test
    void aConfirmedOrderThatGotLessThanItPaidFor() {
        books.write(books.inventory, "UPDATE reservation_line SET quantity = 1 WHERE order_id = '%s'".formatted(PAID));
        expectOnly(Rule.ONCE, "order " + PAID);
    }

    @Test
    void aReservationForNoOrder() {
        books.write(
                books.inventory,
                "INSERT INTO reservation (order_id, status, short_of) VALUES ('%s', 'COMMITTED', '{}')"
                        .formatted(STRANGE));
        expectOnly(Rule.ONCE, "order " + STRANGE);
    }

    @Test
    void aRefundWhoseStockCameBackToAnotherOrder() {
        books.write(
                books.inventory,
                "UPDATE stock_return SET order_id = '%s' WHERE refund_id = '%s'".formatted(PAID, PART_REFUND));
        expectOnly(Rule.ONCE, "refund " + PART_REFUND);
    }

    @Test
    void aRefusedRefundWhoseStockCameBack() {
        books.write(
                books.inventory,
                "INSERT INTO stock_return (refund_id, order_id) VALUES ('%s', '%s')".formatted(REFUSED_REFUND, PAID));
        expectOnly(Rule.ONCE, "refund " + REFUSED_REFUND);
    }

    @Test
    void pointsOfNoRefund() {
        books.write(books.user, """
                INSERT INTO points_refund (refund_id, order_id, amount, returned, taken_back, booked_at)
                VALUES ('%s', '%s', 0, 0, 0, now())""".formatted(STRANGE, PAID));
        expectOnly(Rule.ONCE, "refund " + STRANGE);
    }

    @Test
    void aRefundThatPaidAnotherAmount() {
        books.write(books.payment, "UPDATE refund SET amount = 999 WHERE id = '%s'".formatted(PART_REFUND));
        expectOnly(Rule.ONCE, "refund " + PART_REFUND);
    }

    @Test
    void anOrderThatIsCalledRefundedTooEarly() {
        books.write(books.order, "UPDATE orders SET status = 'REFUNDED' WHERE id = '%s'".formatted(PART));
        expectOnly(Rule.ONCE, "order " + PART);
    }

    @Test
    void booksThatCannotBeReadAreNotCalledRight() {
        ShopAddresses addresses = books.addresses();
        var wrong = new ShopAddresses.Database(books.user.url(), books.user.user(), "wrong");
        var unreadable = new ShopAddresses(
                addresses.orders(), addresses.inventory(), addresses.payments(), wrong, addresses.providerLedger());
        assertThatThrownBy(() -> new InvariantChecker(unreadable).atRest(Duration.ZERO))
                .isInstanceOf(CheckFailedException.class)
                .hasMessageContaining(books.user.url());
    }

    private void expectOnly(Rule rule, String... subjects) {
        CheckResult result = check();
        assertThat(result.clean()).isFalse();
        assertThat(result.violations()).extracting(Violation::invariant).containsOnly(rule);
        assertThat(result.violations()).extracting(Violation::subject).containsOnly(subjects);
    }

    private CheckResult check() {
        return new InvariantChecker(books.addresses()).atRest(Duration.ZERO);
    }

    private List<Violation> inFlight() {
        return new InvariantChecker(books.addresses()).inFlight().violations();
    }

    private static String order(String id, String status, long total, long redeemed, long refunded) {
        String reason = status.equals("CANCELLED") ? "'PAYMENT_DECLINED'" : "NULL";
        return """
                INSERT INTO orders (id, user_id, idempotency_key, fingerprint, status, reason, skus, quantities,
                                    unit_prices, currency, total, redeemed_points, refunded, created_at, updated_at)
                VALUES ('%1$s', '%2$s', 'key of %1$s', '', '%3$s', %4$s, '{mug}', '{%5$d}', '{1000}', 'EUR', %6$d, %7$d,
                        %8$d, now(), now())""".formatted(id, ANN, status, reason, (total + redeemed) / 1000, total, redeemed, refunded);
    }

    /** Of one mug. */
    private static String refund(String id, String orderId, String status) {
        String reason = status.equals("REFUSED") ? "'REFUND_REFUSED'" : "NULL";
        return """
                INSERT INTO refund (id, order_id, number, requested_by, idempotency_key, fingerprint, status, reason,
                                    skus, quantities, amount, points, started, created_at, updated_at)
                VALUES ('%1$s', '%2$s', (SELECT count(*) + 1 FROM refund WHERE order_id = '%2$s'), 'olga', 'key of %1$s',
                        '', '%3$s', %4$s, '{mug}', '{1}', 1000, 0, true, now(), now())""".formatted(id, orderId, status, reason);
    }

    private static String payment(String orderId, String status, long amount, long refunded) {
        boolean captured = status.equals("CAPTURED");
        return """
                INSERT INTO payment (id, order_id, user_id, amount, refunded, currency, method, receipt_email,
                                     idempotency_key, status, provider_reference, reason, detail, attempts, created_at,
                                     version)
                VALUES (gen_random_uuid(), '%s', '%s', %d, %d, 'EUR', 'pm_card_visa', '', gen_random_uuid(), '%s', %s, %s,
                        '', 1, now(), 1)""".formatted(
                        orderId,
                        ANN,
                        amount,
                        refunded,
                        status,
                        captured ? "'pi of " + orderId + "'" : "NULL",
                        captured ? "NULL" : "'PAYMENT_DECLINED'");
    }
}
