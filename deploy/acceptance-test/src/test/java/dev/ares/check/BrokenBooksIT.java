package dev.ares.check;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Optional;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

import dev.ares.local.teststack.TestServer;
import dev.ares.test.infrastructure.Infrastructure;
import dev.ares.test.infrastructure.LocalInfrastructure;

import static dev.ares.check.RightBooks.ANN;
import static dev.ares.check.RightBooks.BOB;
import static dev.ares.check.RightBooks.DECLINED;
import static dev.ares.check.RightBooks.PAID;
import static dev.ares.check.RightBooks.STRANGE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Right books, each time with one thing made wrong: the check must name just that. */
@LocalInfrastructure(database = "books", servers = TestServer.POSTGRES)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BrokenBooksIT {

    private final RightBooks books;

    BrokenBooksIT(Infrastructure infrastructure) throws IOException {
        books = new RightBooks(new TestBooks(infrastructure));
    }

    @AfterAll
    void close() {
        books.tables.close();
    }

    @BeforeEach
    void writeRightBooks() {
        books.write();
    }

    @Test
    void rightBooksAreClean() {
        assertThat(books.check().violations()).isEmpty();
        assertThat(books.inFlight()).isEmpty();
        assertThat(books.check()).returns(4L, CheckResult::orders).returns(3L, CheckResult::confirmed);
    }

    @Test
    void stockThatDoesNotAddUp() {
        books.tables.write(books.tables.inventory, "UPDATE stock SET available = 7");
        books.expectOnly(Rule.STOCK, "sku mug");
        assertThat(books.inFlight()).extracting(Violation::invariant).containsExactly(Rule.STOCK);
    }

    @Test
    void stockBelowZero() {
        books.tables.write(books.tables.inventory, """
                ALTER TABLE stock DROP CONSTRAINT stock_available_check;
                UPDATE stock SET available = -1;
                UPDATE stock_ledger SET quantity = 3 WHERE kind = 'INITIAL';
                UPDATE stock_ledger SET quantity = 0 WHERE kind = 'RESTOCK'""");
        books.expectOnly(Rule.STOCK, "sku mug");
    }

    @Test
    void stockReservedForNobody() {
        books.tables.write(books.tables.inventory, "UPDATE stock SET available = 5, reserved = 1");
        books.expectOnly(Rule.STOCK, "sku mug");
    }

    @Test
    void stockSoldToNobody() {
        books.tables.write(books.tables.inventory, "UPDATE stock SET available = 5, sold = 5");
        books.expectOnly(Rule.STOCK, "sku mug");
    }

    @Test
    void piecesSoldOfWhatIsNotInStockAtAll() {
        books.tables.write(books.tables.inventory, "DELETE FROM stock_ledger; DELETE FROM stock");
        books.expectOnly(Rule.STOCK, "sku mug");
    }

    @Test
    void anOrderChargedTwice() {
        books.ledgerSaysChargedTwice();
        books.expectOnly(Rule.PAYMENT, "order " + PAID);
    }

    @Test
    void aConfirmedOrderThatWasNotCharged() {
        books.ledgerSaysInstead();
        books.expectOnly(Rule.PAYMENT, "order " + PAID);
    }

    @Test
    void aCancelledOrderThatWasCharged() {
        books.ledgerSaysTakenOfTheDeclined();
        books.expectOnly(Rule.PAYMENT, "order " + DECLINED);
    }

    @Test
    void moneyThatIsStillHeldForACancelledOrder() {
        books.ledgerSaysInstead(TestBooks.charge("pi_1", PAID, 1950, true), TestBooks.held("pi_2", DECLINED, 2000));
        books.expectOnly(Rule.PAYMENT, "order " + DECLINED);
    }

    @Test
    void aChargeForNoOrder() {
        books.ledgerSaysInstead(
                TestBooks.charge("pi_1", PAID, 1950, true), TestBooks.charge("pi_4", STRANGE, 100, true));
        books.expectOnly(Rule.PAYMENT, "order " + STRANGE);
    }

    @Test
    void aBalanceThatTheLedgerDoesNotKnow() {
        books.tables.write(books.tables.user, "UPDATE points_account SET balance = 50");
        books.expectOnly(Rule.POINTS, "user " + ANN);
        assertThat(books.inFlight()).extracting(Violation::invariant).containsExactly(Rule.POINTS);
    }

    @Test
    void anAwardThatIsNotTheOrders() {
        books.tables.write(books.tables.user, """
                UPDATE points_ledger SET points = 20 WHERE kind = 'awarded' AND order_id = '%s';
                UPDATE points_account SET balance = 70""".formatted(PAID));
        books.expectOnly(Rule.POINTS, "order " + PAID);
    }

    @Test
    void anAwardForNoOrderAtAll() {
        books.tables.write(books.tables.user, """
                ALTER TABLE points_ledger DROP CONSTRAINT order_unless_granted;
                INSERT INTO points_ledger (user_id, kind, points, booked_at) VALUES ('%1$s', 'awarded', 7, now());
                UPDATE points_account SET balance = balance + 7 WHERE user_id = '%1$s'""".formatted(ANN));
        books.expectOnly(Rule.POINTS, "order null");
    }

    @Test
    void pointsThatWereAwardedToSomebodyElse() {
        writeBob();
        books.tables.write(books.tables.user, """
                UPDATE points_ledger SET user_id = '%1$s' WHERE kind = 'awarded' AND order_id = '%2$s';
                UPDATE points_account SET balance = balance - 19 WHERE user_id = '%3$s';
                UPDATE points_account SET balance = 19 WHERE user_id = '%1$s'""".formatted(BOB, PAID, ANN));
        books.expectOnly(Rule.POINTS, "order " + PAID);
    }

    @Test
    void anOrderThatSomebodyElsePaid() {
        books.tables.write(
                books.tables.payment, "UPDATE payment SET user_id = '%s' WHERE order_id = '%s'".formatted(BOB, PAID));
        books.expectOnly(Rule.ONCE, "order " + PAID);
    }

    @Test
    void anOrderThatSomebodyElsesPointsSettled() {
        writeBob();
        books.tables.write(
                books.tables.user, "UPDATE order_points SET user_id = '%s' WHERE order_id = '%s'".formatted(BOB, PAID));
        books.expectOnly(Rule.ONCE, "order " + PAID);
    }

    @Test
    void anOrderWhoseTotalIsNotItsLines() {
        books.tables.write(
                books.tables.order, "UPDATE orders SET unit_prices = '{999}' WHERE id = '%s'".formatted(DECLINED));
        books.expectOnly(Rule.AMOUNTS, "order " + DECLINED);
    }

    @Test
    void aWebhookThatNobodyCouldActOn() {
        books.tables.write(books.tables.payment, """
                INSERT INTO webhook (id, type, about, reference, received_at, due_at, attempts)
                VALUES ('evt_1', 'refund.updated', 'REFUND', 're_1', now(), now(), 9),
                       ('evt_2', 'refund.updated', 'REFUND', 're_2', now(), now(), 10)""");
        books.expectOnly(Rule.ENDED, "webhook evt_2");
    }

    private void writeBob() {
        books.tables.write(books.tables.user, """
                INSERT INTO account (id, email, name, roles, password_hash, created_at)
                VALUES ('%1$s', 'bob@example.org', 'Bob', '{customer}', 'x', now());
                INSERT INTO points_account (user_id, balance, held, taken_back) VALUES ('%1$s', 0, 0, 0)""".formatted(BOB));
    }

    @Test
    void pointsHeldForNoOrderUnderWay() {
        books.tables.write(books.tables.user, "UPDATE points_account SET held = 5");
        books.expectOnly(Rule.POINTS, "user " + ANN);
    }

    @Test
    void anOrderThatDidNotEnd() {
        books.tables.write(books.tables.order, RightBooks.order(STRANGE, "PENDING", 1000, 0, 0));
        books.expectOnly(Rule.ENDED, "order " + STRANGE);
    }

    @Test
    void aSagaThatIsParked() {
        books.tables.write(books.tables.order, """
                INSERT INTO saga_instance
                    (id, saga, state, version, phase, undoable, awaiting, attempt, parked, entries)
                VALUES ('%s', 'checkout', '', 3, 'FINISHING', '{}', '{commit stock}', 1, 'refused', 3)""".formatted(STRANGE));
        books.expectOnly(Rule.ENDED, "checkout saga " + STRANGE);
    }

    @Test
    void aSagaThatWasContradictedThoughItHasEnded() {
        books.tables.write(books.tables.order, """
                INSERT INTO saga_instance
                    (id, saga, state, version, phase, undoable, awaiting, attempt, contradicted, entries)
                VALUES ('%s', 'checkout', '', 3, 'COMPENSATED', '{}', '{}', 1, 'pay: done', 3)""".formatted(STRANGE));
        books.expectOnly(Rule.ENDED, "checkout saga " + STRANGE);
    }

    @Test
    void aPaymentThatTheProviderTookBackAndNobodyLookedAt() {
        books.tables.write(books.tables.payment, """
                INSERT INTO contradiction (kind, subject, order_id, said)
                VALUES ('PAYMENT', '%s', '%s', 'CAPTURED -> REFUSED')""".formatted(STRANGE, PAID));
        books.expectOnly(Rule.ENDED, "payment of order " + PAID);
    }

    @Test
    void aMessageThatWasNotSent() {
        books.tables.write(books.tables.inventory, """
                INSERT INTO outbox (id, topic, key, type, headers, payload, leased_until, created_at)
                VALUES ('%s', 'topic', 'key', 'type', '{}', '', now(), now() - interval '2 minutes')""".formatted(STRANGE));
        books.expectOnly(Rule.DELIVERED, "inventory message " + STRANGE);
    }

    @Test
    void aMessageThatFailed() {
        books.tables.write(books.tables.user, """
                INSERT INTO outbox (id, topic, key, type, headers, payload, status, leased_until, last_error)
                VALUES ('%s', 'topic', 'key', 'type', '{}', '', 'failed', now(), 'too large')""".formatted(STRANGE));
        books.expectOnly(Rule.DELIVERED, "user message " + STRANGE);
    }

    @Test
    void aMessageThatNobodyCouldApply() {
        books.tables.write(books.tables.order, """
                INSERT INTO dead_letter (id, reader, topic, position, key, headers, payload, reason)
                VALUES ('%s', 'order.replies', 'topic', 'topic-0@1', 'key', '{}', '', 'of no known type')""".formatted(STRANGE));
        books.expectOnly(Rule.DELIVERED, "order dead letter " + STRANGE);
    }

    @Test
    void aPaymentThatIsThereTwice() {
        books.tables.write(
                books.tables.payment,
                "ALTER TABLE payment DROP CONSTRAINT IF EXISTS payment_order_id_key CASCADE;"
                        + RightBooks.payment(PAID, "CAPTURED", 1950, 0).replace("pi of", "pi 9 of"));
        books.expectOnly(Rule.ONCE, "order " + PAID);
    }

    @Test
    void aCancelledOrderWhoseStockWasCommitted() {
        books.tables.write(
                books.tables.inventory,
                "UPDATE reservation SET status = 'COMMITTED', reason = NULL WHERE order_id = '%s'".formatted(DECLINED));
        books.expectOnly(Rule.ONCE, "order " + DECLINED);
    }

    @Test
    void aConfirmedOrderThatGotLessThanItPaidFor() {
        books.tables.write(
                books.tables.inventory,
                "UPDATE reservation_line SET quantity = 1 WHERE order_id = '%s'".formatted(PAID));
        books.expectOnly(Rule.ONCE, "order " + PAID);
    }

    @Test
    void aReservationForNoOrder() {
        books.tables.write(
                books.tables.inventory,
                "INSERT INTO reservation (order_id, status, short_of) VALUES ('%s', 'COMMITTED', '{}')"
                        .formatted(STRANGE));
        books.expectOnly(Rule.ONCE, "order " + STRANGE);
    }

    /** The real provider has no ledger to read: the rest is checked, and it is said what is not. */
    @Test
    void withoutTheProvidersLedgerAllElseIsChecked() {
        books.tables.ledgerSays();
        books.tables.write(books.tables.inventory, "UPDATE stock SET available = 7");
        ShopAddresses addresses = books.tables.addresses();
        var withoutLedger = new ShopAddresses(
                addresses.orders(), addresses.inventory(), addresses.payments(), addresses.users(), Optional.empty());
        var printed = new ByteArrayOutputStream();

        CheckResult result = new InvariantChecker(withoutLedger).atRest(Duration.ZERO);
        result.print(new PrintStream(printed, true, UTF_8));

        assertThat(result.violations()).extracting(Violation::invariant).containsExactly(Rule.STOCK);
        assertThat(result.checked()).isEqualTo(EnumSet.complementOf(EnumSet.of(Rule.PAYMENT)));
        assertThat(printed.toString(UTF_8)).contains("not asked", "not checked 2.");
    }

    @Test
    void booksThatCannotBeReadAreNotCalledRight() {
        ShopAddresses addresses = books.tables.addresses();
        var wrong = new ShopAddresses.Database(books.tables.user.url(), books.tables.user.user(), "wrong");
        var unreadable = new ShopAddresses(
                addresses.orders(), addresses.inventory(), addresses.payments(), wrong, addresses.providerLedger());
        assertThatThrownBy(() -> new InvariantChecker(unreadable).atRest(Duration.ZERO))
                .isInstanceOf(CheckFailedException.class)
                .hasMessageContaining(books.tables.user.url());
    }

    @Test
    void aLedgerThatCannotBeAskedIsNamed() {
        ShopAddresses addresses = books.tables.addresses();
        var withoutScheme = new ShopAddresses(
                addresses.orders(),
                addresses.inventory(),
                addresses.payments(),
                addresses.users(),
                Optional.of(URI.create("simulator:8099/ledger")));
        assertThatThrownBy(() -> new InvariantChecker(withoutScheme).atRest(Duration.ZERO))
                .isInstanceOf(CheckFailedException.class)
                .hasMessageContaining("simulator:8099/ledger");
    }
}
