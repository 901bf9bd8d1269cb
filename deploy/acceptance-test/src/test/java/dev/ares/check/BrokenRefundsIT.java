package dev.ares.check;

import java.io.IOException;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

import dev.ares.local.teststack.TestServer;
import dev.ares.test.infrastructure.Infrastructure;
import dev.ares.test.infrastructure.LocalInfrastructure;

import static dev.ares.check.RightBooks.ANN;
import static dev.ares.check.RightBooks.FIRST_PIN_REFUND;
import static dev.ares.check.RightBooks.GONE;
import static dev.ares.check.RightBooks.GONE_REFUND;
import static dev.ares.check.RightBooks.PAID;
import static dev.ares.check.RightBooks.PART;
import static dev.ares.check.RightBooks.PART_REFUND;
import static dev.ares.check.RightBooks.REFUSED_REFUND;
import static dev.ares.check.RightBooks.STRANGE;
import static dev.ares.check.RightBooks.STRANGE_REFUND;
import static org.assertj.core.api.Assertions.assertThat;

/** Right books of returned goods, each time with one thing made wrong: the check must name just that. */
@LocalInfrastructure(database = "refund_books", servers = TestServer.POSTGRES)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BrokenRefundsIT {

    private final RightBooks books;

    BrokenRefundsIT(Infrastructure infrastructure) throws IOException {
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
    void piecesThatCameBackAndAreStillSold() {
        books.tables.write(
                books.tables.order, "UPDATE refund SET quantities = '{2}' WHERE id = '%s'".formatted(PART_REFUND));
        books.tables.write(
                books.tables.inventory,
                "UPDATE stock_return_line SET quantity = 2 WHERE refund_id = '%s'".formatted(PART_REFUND));
        everyBookSays(2000, 0);
        books.expectOnly(Rule.STOCK, "sku mug");
    }

    @Test
    void aRefundThatGivesLessThanItsLinesCostInEveryBook() {
        everyBookSays(999, 0);
        books.expectOnly(Rule.AMOUNTS, "refund " + PART_REFUND, "order " + PART);
    }

    @Test
    void aRefundInPointsOfWhatWasPaidInMoney() {
        everyBookSays(0, 1000);
        books.expectOnly(Rule.AMOUNTS, "order " + PART);
    }

    @Test
    void anOrderThatCameBackForLessThanItCost() {
        books.tables.write(
                books.tables.order,
                "UPDATE orders SET unit_prices = '{1001}', total = 1001 WHERE id = '%s'".formatted(GONE));
        books.tables.write(
                books.tables.payment, "UPDATE payment SET amount = 1001 WHERE order_id = '%s'".formatted(GONE));
        books.tables.ledgerSays(
                TestBooks.charge("pi_1", PAID, 1950, true),
                TestBooks.charge("pi_5", PART, 3000, true, 1000),
                TestBooks.charge("pi_6", GONE, 1001, true, 1000));
        books.expectOnly(Rule.AMOUNTS, "refund " + GONE_REFUND, "order " + GONE);
    }

    /** What was given back for one piece of 10.00 of an order of three, which was paid in money alone. */
    private void everyBookSays(long amount, long points) {
        books.tables.write(books.tables.order, """
                UPDATE orders SET refunded = %1$d WHERE id = '%3$s';
                UPDATE refund SET amount = %1$d, points = %2$d WHERE id = '%4$s'""".formatted(amount, points, PART, PART_REFUND));
        books.tables.write(books.tables.payment, """
                UPDATE payment SET refunded = %1$d WHERE order_id = '%2$s';
                DELETE FROM refund WHERE id = '%3$s' AND %1$d = 0;
                UPDATE refund SET amount = %1$d WHERE id = '%3$s'""".formatted(amount, PART, PART_REFUND));
        long takenBack = 30 - (3000 - amount) / 100;
        books.tables.write(books.tables.user, """
                UPDATE points_refund SET amount = %1$d, returned = %2$d, taken_back = %3$d WHERE refund_id = '%4$s';
                DELETE FROM points_ledger WHERE kind = 'taken_back' AND refund_id = '%4$s';
                INSERT INTO points_ledger (user_id, kind, points, order_id, refund_id, booked_at)
                SELECT '%6$s', kind, booked, '%5$s', '%4$s', now()
                FROM (VALUES ('taken_back', %3$d), ('refunded', %2$d)) AS l (kind, booked) WHERE booked > 0;
                UPDATE points_account SET balance = 79 - %3$d + %2$d, taken_back = 10 + %3$d""".formatted(amount, points, takenBack, PART_REFUND, PART, ANN));
        books.tables.ledgerSays(
                TestBooks.charge("pi_1", PAID, 1950, true),
                TestBooks.charge("pi_5", PART, 3000, true, amount),
                TestBooks.charge("pi_6", GONE, 1000, true, 1000));
    }

    @Test
    void moneyThatTheProviderDidNotGiveBack() {
        books.tables.ledgerSays(
                TestBooks.charge("pi_1", PAID, 1950, true),
                TestBooks.charge("pi_5", PART, 3000, true, 0),
                TestBooks.charge("pi_6", GONE, 1000, true, 1000));
        books.expectOnly(Rule.PAYMENT, "order " + PART);
    }

    @Test
    void moneyThatTheProviderGaveBackForNoRefund() {
        books.ledgerSaysInstead(TestBooks.charge("pi_1", PAID, 1950, true, 50));
        books.expectOnly(Rule.PAYMENT, "order " + PAID);
    }

    @Test
    void anOrderThatSaysLessWasGivenBackThanItsRefundsSay() {
        books.tables.write(books.tables.order, "UPDATE orders SET refunded = 900 WHERE id = '%s'".formatted(PART));
        books.expectOnly(Rule.PAYMENT, "order " + PART);
    }

    @Test
    void aPaymentThatDoesNotKnowOfItsRefund() {
        books.tables.write(
                books.tables.payment, "UPDATE payment SET refunded = 0 WHERE order_id = '%s'".formatted(PART));
        books.expectOnly(Rule.PAYMENT, "order " + PART);
    }

    @Test
    void aDebtThatNoRefundMade() {
        books.tables.write(books.tables.user, """
                ALTER TABLE points_account DROP CONSTRAINT IF EXISTS debt_only_by_taking_back;
                UPDATE points_account SET balance = -21;
                UPDATE points_ledger SET points = 140 WHERE kind IN ('held', 'spent')""");
        books.expectOnly(Rule.POINTS, "user " + ANN, "order " + PAID);
        assertThat(books.inFlight()).extracting(Violation::subject).containsExactly("user " + ANN);
    }

    @Test
    void anAwardThatWasNotTakenBack() {
        books.tables.write(books.tables.user, """
                DELETE FROM points_ledger WHERE kind = 'taken_back' AND order_id = '%s';
                UPDATE points_account SET balance = 79, taken_back = 10""".formatted(PART));
        books.expectOnly(Rule.POINTS, "order " + PART);
    }

    @Test
    void pointsGivenBackThatWereNotRedeemed() {
        books.tables.write(books.tables.user, """
                INSERT INTO points_ledger (user_id, kind, points, order_id, refund_id, booked_at)
                VALUES ('%s', 'refunded', 5, '%s', '%s', now());
                UPDATE points_account SET balance = 74""".formatted(ANN, PART, PART_REFUND));
        books.expectOnly(Rule.POINTS, "order " + PART);
    }

    @Test
    void aCancelThatNobodyHonoured() {
        books.tables.write(
                books.tables.order, "UPDATE orders SET cancel_requested = true WHERE id = '%s'".formatted(PAID));
        books.expectOnly(Rule.CANCELLED, "order " + PAID);
    }

    @Test
    void aCancelThatIsHonouredInPart() {
        books.tables.write(
                books.tables.order, "UPDATE orders SET cancel_requested = true WHERE id = '%s'".formatted(PART));
        books.expectOnly(Rule.CANCELLED, "order " + PART);
    }

    @Test
    void aCancelWhoseRefundTheProviderRefusedIsHonoured() {
        books.tables.write(books.tables.order, """
                UPDATE orders SET cancel_requested = true WHERE id = '%1$s';
                UPDATE refund SET quantities = '{2}', amount = 1950, points = 50, idempotency_key = NULL WHERE id = '%2$s'""".formatted(PAID, REFUSED_REFUND));
        assertThat(books.check().violations()).isEmpty();
    }

    @Test
    void aRefundThatDidNotEnd() {
        books.tables.write(books.tables.order, RightBooks.refund(STRANGE, PAID, "PENDING"));
        books.expectOnly(Rule.ENDED, "refund " + STRANGE);
    }

    @Test
    void aRefundSagaThatDidNotEnd() {
        books.tables.write(books.tables.order, """
                INSERT INTO saga_instance
                    (id, saga, state, version, phase, undoable, awaiting, attempt, due_at, entries)
                VALUES ('%s', 'refund', '', 3, 'FINISHING', '{}', '{return stock}', 1, now(), 3)""".formatted(STRANGE));
        books.expectOnly(Rule.ENDED, "refund saga " + STRANGE);
    }

    @Test
    void moneyThatIsStillOnItsWayBack() {
        books.tables.write(books.tables.payment, """
                INSERT INTO refund (id, order_id, amount, currency, status, detail, due_at)
                VALUES ('%s', '%s', 1000, 'EUR', 'PENDING', '', now())""".formatted(STRANGE, PAID));
        books.expectOnly(Rule.ENDED, "payment of refund " + STRANGE);
    }

    @Test
    void aRefundWhoseStockCameBackToAnotherOrder() {
        books.tables.write(
                books.tables.inventory,
                "UPDATE stock_return SET order_id = '%s' WHERE refund_id = '%s'".formatted(PAID, PART_REFUND));
        books.expectOnly(Rule.ONCE, "refund " + PART_REFUND);
    }

    @Test
    void aRefusedRefundWhoseStockCameBack() {
        books.tables.write(
                books.tables.inventory,
                "INSERT INTO stock_return (refund_id, order_id) VALUES ('%s', '%s')".formatted(REFUSED_REFUND, PAID));
        books.expectOnly(Rule.ONCE, "refund " + REFUSED_REFUND);
    }

    @Test
    void pointsOfNoRefund() {
        books.tables.write(books.tables.user, """
                INSERT INTO points_refund (refund_id, order_id, amount, returned, taken_back, booked_at)
                VALUES ('%s', '%s', 0, 0, 0, now())""".formatted(STRANGE, PAID));
        books.expectOnly(Rule.ONCE, "refund " + STRANGE);
    }

    @Test
    void aRefundThatPaidAnotherAmount() {
        books.tables.write(
                books.tables.payment, "UPDATE refund SET amount = 999 WHERE id = '%s'".formatted(PART_REFUND));
        books.expectOnly(Rule.ONCE, "refund " + PART_REFUND);
    }

    @Test
    void anOrderThatIsCalledRefundedTooEarly() {
        books.tables.write(books.tables.order, "UPDATE orders SET status = 'REFUNDED' WHERE id = '%s'".formatted(PART));
        books.expectOnly(Rule.ONCE, "order " + PART);
    }

    @Test
    void aRefundOfPointsAloneMovesNoMoney() {
        books.writeARefundOfPointsAlone(STRANGE_REFUND);
        assertThat(books.check().violations()).isEmpty();
    }

    /** The second pin's was computed when the first's still counted, which the provider refused afterwards. */
    @Test
    void aRefusedRefundMayHaveMovedTheRoundingOfAnother() {
        books.writeARefundOfPointsAlone(STRANGE_REFUND);
        books.tables.write(books.tables.order, """
                UPDATE refund SET status = 'REFUSED', reason = 'REFUND_REFUSED' WHERE id = '%s';
                UPDATE orders SET status = 'CONFIRMED', refunded = 0 WHERE id = '%s'""".formatted(FIRST_PIN_REFUND, STRANGE));
        books.tables.write(books.tables.inventory, """
                DELETE FROM stock_return_line WHERE refund_id = '%1$s'; DELETE FROM stock_return WHERE refund_id = '%1$s';
                UPDATE stock SET available = available - 1, sold = sold + 1""".formatted(FIRST_PIN_REFUND));
        books.tables.write(books.tables.payment, """
                DELETE FROM refund WHERE id = '%s';
                UPDATE payment SET refunded = 0 WHERE order_id = '%s'""".formatted(FIRST_PIN_REFUND, STRANGE));
        books.tables.write(
                books.tables.user, "DELETE FROM points_refund WHERE refund_id = '%s'".formatted(FIRST_PIN_REFUND));
        books.ledgerSaysInstead(
                TestBooks.charge("pi_1", PAID, 1950, true), TestBooks.charge("pi_7", STRANGE, 1, true, 0));
        assertThat(books.check().violations()).isEmpty();

        books.tables.write(books.tables.order, "DELETE FROM refund WHERE id = '%s'".formatted(FIRST_PIN_REFUND));
        books.expectOnly(Rule.AMOUNTS, "order " + STRANGE);
    }

    @Test
    void aRefundOfPointsAloneThatMovedMoney() {
        books.writeARefundOfPointsAlone(STRANGE_REFUND);
        books.tables.write(books.tables.payment, """
                INSERT INTO refund (id, order_id, amount, currency, status, detail)
                VALUES ('%s', '%s', 1, 'EUR', 'SUCCEEDED', '')""".formatted(STRANGE_REFUND, STRANGE));
        books.expectOnly(Rule.ONCE, "refund " + STRANGE_REFUND);
    }
}
