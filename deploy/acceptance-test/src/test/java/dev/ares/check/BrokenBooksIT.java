package dev.ares.check;

import java.io.IOException;
import java.time.Duration;

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
    private static final String STRANGE = "00000000-0000-0000-0000-000000000009";

    private final TestBooks books;

    BrokenBooksIT(Infrastructure infrastructure) throws IOException {
        books = new TestBooks(infrastructure);
    }

    @AfterAll
    void close() {
        books.close();
    }

    /** Ann had 80 points, redeemed 50 for two of ten mugs, paid 19.50 and got 19; her second order was declined. */
    @BeforeEach
    void writeRightBooks() {
        books.empty();
        books.write(books.order, order(PAID, "CONFIRMED", "NULL", 1950, 50));
        books.write(books.order, order(DECLINED, "CANCELLED", "'PAYMENT_DECLINED'", 2000, 0));
        books.write(books.order, """
                INSERT INTO saga_instance (id, saga, state, version, phase, undoable, awaiting, attempt, entries)
                VALUES ('%s', 'checkout', '', 9, 'COMPLETED', '{}', '{}', 1, 9),
                       ('%s', 'checkout', '', 7, 'COMPENSATED', '{}', '{}', 1, 7)""".formatted(PAID, DECLINED));
        books.write(books.inventory, """
                INSERT INTO product (sku, name, price_amount, price_currency) VALUES ('mug', 'Mug', 1000, 'EUR');
                INSERT INTO stock (sku, available, reserved, sold) VALUES ('mug', 8, 0, 2);
                INSERT INTO stock_ledger (sku, kind, quantity) VALUES ('mug', 'INITIAL', 4), ('mug', 'RESTOCK', 6);
                INSERT INTO reservation (order_id, status, reason, short_of)
                VALUES ('%s', 'COMMITTED', NULL, '{}'), ('%s', 'RELEASED', 'RELEASED', '{}');
                INSERT INTO reservation_line (order_id, sku, quantity) VALUES ('%1$s', 'mug', 2), ('%2$s', 'mug', 2)""".formatted(PAID, DECLINED));
        books.write(books.payment, payment(PAID, "CAPTURED", "'pi_1'", "NULL"));
        books.write(books.payment, payment(DECLINED, "REFUSED", "NULL", "'PAYMENT_DECLINED'"));
        books.write(books.user, """
                INSERT INTO account (id, email, name, roles, password_hash, created_at)
                VALUES ('%1$s', 'ann@example.org', 'Ann', '{customer}', 'x', now());
                INSERT INTO points_account (user_id, balance, held) VALUES ('%1$s', 49, 0);
                INSERT INTO order_points (order_id, user_id, status, points, awarded, changed_at)
                VALUES ('%2$s', '%1$s', 'settled', 50, 19, now());
                INSERT INTO points_ledger (user_id, kind, points, order_id, booked_at)
                VALUES ('%1$s', 'granted', 80, NULL, now()), ('%1$s', 'held', 50, '%2$s', now()),
                       ('%1$s', 'spent', 50, '%2$s', now()), ('%1$s', 'awarded', 19, '%2$s', now())""".formatted(ANN, PAID));
        books.ledgerSays(TestBooks.charge("pi_1", PAID, 1950, true), TestBooks.charge("pi_2", DECLINED, 2000, false));
    }

    @Test
    void rightBooksAreClean() {
        assertThat(check().violations()).isEmpty();
        assertThat(new InvariantChecker(books.addresses()).inFlight().violations())
                .isEmpty();
        assertThat(check()).returns(2L, CheckResult::orders).returns(1L, CheckResult::confirmed);
    }

    @Test
    void stockThatDoesNotAddUp() {
        books.write(books.inventory, "UPDATE stock SET available = 7");
        expectOnly(Rule.STOCK, "sku mug");
        assertThat(new InvariantChecker(books.addresses()).inFlight().violations())
                .extracting(Violation::invariant)
                .containsExactly(Rule.STOCK);
    }

    @Test
    void stockBelowZero() {
        books.write(books.inventory, """
                ALTER TABLE stock DROP CONSTRAINT stock_available_check;
                UPDATE stock SET available = -1;
                UPDATE stock_ledger SET quantity = 1 WHERE kind = 'INITIAL';
                UPDATE stock_ledger SET quantity = 0 WHERE kind = 'RESTOCK'""");
        expectOnly(Rule.STOCK, "sku mug");
    }

    @Test
    void stockReservedForNobody() {
        books.write(books.inventory, "UPDATE stock SET available = 7, reserved = 1");
        expectOnly(Rule.STOCK, "sku mug");
    }

    @Test
    void stockSoldToNobody() {
        books.write(books.inventory, "UPDATE stock SET available = 7, sold = 3");
        expectOnly(Rule.STOCK, "sku mug");
    }

    @Test
    void anOrderChargedTwice() {
        books.ledgerSays(TestBooks.charge("pi_1", PAID, 1950, true), TestBooks.charge("pi_3", PAID, 1950, true));
        expectOnly(Rule.PAYMENT, "order " + PAID);
    }

    @Test
    void aConfirmedOrderThatWasNotCharged() {
        books.ledgerSays();
        expectOnly(Rule.PAYMENT, "order " + PAID);
    }

    @Test
    void aCancelledOrderThatWasCharged() {
        books.ledgerSays(TestBooks.charge("pi_1", PAID, 1950, true), TestBooks.charge("pi_2", DECLINED, 2000, true));
        expectOnly(Rule.PAYMENT, "order " + DECLINED);
    }

    @Test
    void aChargeForNoOrder() {
        books.ledgerSays(TestBooks.charge("pi_1", PAID, 1950, true), TestBooks.charge("pi_4", STRANGE, 100, true));
        expectOnly(Rule.PAYMENT, "order " + STRANGE);
    }

    @Test
    void aBalanceThatTheLedgerDoesNotKnow() {
        books.write(books.user, "UPDATE points_account SET balance = 50");
        expectOnly(Rule.POINTS, "user " + ANN);
    }

    @Test
    void anAwardThatIsNotTheOrders() {
        books.write(books.user, """
                UPDATE points_ledger SET points = 20 WHERE kind = 'awarded';
                UPDATE points_account SET balance = 50""");
        expectOnly(Rule.POINTS, "order " + PAID);
    }

    @Test
    void pointsHeldForNoOrderUnderWay() {
        books.write(books.user, "UPDATE points_account SET held = 5");
        expectOnly(Rule.POINTS, "user " + ANN);
    }

    @Test
    void anOrderThatDidNotEnd() {
        books.write(books.order, order(STRANGE, "PENDING", "NULL", 1000, 0));
        expectOnly(Rule.ENDED, "order " + STRANGE);
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
                        + payment(PAID, "CAPTURED", "'pi_9'", "NULL"));
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
    void booksThatCannotBeReadAreNotCalledRight() {
        ShopAddresses addresses = books.addresses();
        var wrong = new ShopAddresses.Database(books.user.url(), books.user.user(), "wrong");
        var unreadable = new ShopAddresses(
                addresses.orders(), addresses.inventory(), addresses.payments(), wrong, addresses.providerLedger());
        assertThatThrownBy(() -> new InvariantChecker(unreadable).atRest(Duration.ZERO))
                .isInstanceOf(CheckFailedException.class)
                .hasMessageContaining(books.user.url());
    }

    private void expectOnly(Rule rule, String subject) {
        CheckResult result = check();
        assertThat(result.clean()).isFalse();
        assertThat(result.violations()).extracting(Violation::invariant).containsOnly(rule);
        assertThat(result.violations()).extracting(Violation::subject).containsOnly(subject);
    }

    private CheckResult check() {
        return new InvariantChecker(books.addresses()).atRest(Duration.ZERO);
    }

    private static String order(String id, String status, String reason, long total, long redeemed) {
        return """
                INSERT INTO orders (id, user_id, idempotency_key, fingerprint, status, reason, skus, quantities,
                                    unit_prices, currency, total, redeemed_points, created_at, updated_at)
                VALUES ('%1$s', '%2$s', 'key of %1$s', '', '%3$s', %4$s, '{mug}', '{2}', '{1000}', 'EUR', %5$d, %6$d,
                        now(), now())""".formatted(id, ANN, status, reason, total, redeemed);
    }

    private static String payment(String orderId, String status, String reference, String reason) {
        return """
                INSERT INTO payment (id, order_id, user_id, amount, currency, method, receipt_email, idempotency_key,
                                     status, provider_reference, reason, detail, attempts, created_at, version)
                VALUES (gen_random_uuid(), '%s', '%s', 1950, 'EUR', 'pm_card_visa', '', gen_random_uuid(), '%s', %s, %s,
                        '', 1, now(), 1)""".formatted(orderId, ANN, status, reference, reason);
    }
}
