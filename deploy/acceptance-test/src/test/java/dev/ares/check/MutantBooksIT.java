package dev.ares.check;

import java.io.IOException;
import java.util.Set;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

import dev.ares.local.teststack.TestServer;
import dev.ares.test.infrastructure.Infrastructure;
import dev.ares.test.infrastructure.LocalInfrastructure;

import static dev.ares.check.RightBooks.ANN;
import static dev.ares.check.RightBooks.DECLINED;
import static dev.ares.check.RightBooks.PAID;
import static dev.ares.check.RightBooks.REFUSED_REFUND;
import static dev.ares.check.RightBooks.STRANGE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * What a shop that makes one of six mistakes leaves in its books: the check must name it. The mistakes are the mutants of
 * the services' own tests, which say by themselves that something is wrong; here the checker says so. Without a mistake
 * the books of the same orders are those that each test begins with, and clean.
 */
@LocalInfrastructure(database = "mutant_books", servers = TestServer.POSTGRES)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MutantBooksIT {

    private final RightBooks books;

    MutantBooksIT(Infrastructure infrastructure) throws IOException {
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
    void withoutAMistakeTheyAreClean() {
        assertThat(books.check().violations()).isEmpty();
    }

    /** ReserveStock for two mugs came twice and took four; the confirmation sold the two that the reservation names. */
    @Test
    void withoutInboxAndNaturalKeyStockIsReservedTwice() {
        books.tables.write(books.tables.inventory, "UPDATE stock SET available = 4, reserved = 2");
        books.expectOnly(Rule.STOCK, "sku mug");
    }

    /** The command to pay came twice and was sent to the provider with a key of its own each time. */
    @Test
    void withoutInboxAndNaturalKeyAnOrderIsChargedTwice() {
        books.ledgerSaysChargedTwice();
        books.expectOnly(Rule.PAYMENT, "order " + PAID);
    }

    /** HoldPoints came twice. The ledger's own index refuses to book it again, so the second message is given up. */
    @Test
    void withoutInboxAndNaturalKeyTheLedgerRefusesToHoldPointsTwice() {
        assertThatThrownBy(() -> books.tables.write(books.tables.user, """
                        INSERT INTO points_ledger (user_id, kind, points, order_id, booked_at)
                        VALUES ('%s', 'held', 50, '%s', now())""".formatted(ANN, PAID)))
                .hasMessageContaining("points_ledger_effect");
        books.tables.write(books.tables.user, """
                INSERT INTO dead_letter (id, reader, topic, position, key, headers, payload, reason)
                VALUES ('%s', 'user-service', 'user.commands', 'user.commands-0@1', '%s', '{}', '',
                        'duplicate key: points_ledger_effect')""".formatted(STRANGE, PAID));
        books.expectOnly(Rule.DELIVERED, "user dead letter " + STRANGE);
    }

    /** The order expired, its ReleaseStock came first and left nothing behind, and the late ReserveStock took its mugs. */
    @Test
    void withoutTombstoneALateReservationStays() {
        expireBeforePayment();
        theMugsOfTheDeclinedAreStillReserved();
        books.expectOnly(Rule.ONCE, "order " + DECLINED);
    }

    /** The same with ReturnPoints and HoldPoints; nobody gives back what was held late. */
    @Test
    void withoutTombstonePointsThatAreHeldLateStayHeld() {
        expireBeforePayment();
        books.tables.write(
                books.tables.order,
                "UPDATE orders SET total = 1950, redeemed_points = 50 WHERE id = '%s'".formatted(DECLINED));
        books.tables.write(books.tables.user, """
                INSERT INTO order_points (order_id, user_id, status, points, awarded, changed_at)
                VALUES ('%2$s', '%1$s', 'held', 50, 0, now());
                INSERT INTO points_ledger (user_id, kind, points, order_id, booked_at)
                VALUES ('%1$s', 'held', 50, '%2$s', now());
                UPDATE points_account SET balance = balance - 50, held = 50""".formatted(ANN, DECLINED));
        books.expectOnly(Set.of(Rule.POINTS, Rule.ONCE), "user " + ANN, "order " + DECLINED);
    }

    /** Two orders were sold at once: each wrote what followed from the level that it had read, and the second's stayed. */
    @Test
    void stockWrittenWithoutItsConditionLosesASale() {
        books.tables.write(books.tables.inventory, "UPDATE stock SET reserved = 2, sold = 2");
        books.expectOnly(Rule.STOCK, "sku mug");
    }

    /** The payment was declined, and nothing told inventory-service to release the mugs. */
    @Test
    void aDroppedCompensationLeavesStockReserved() {
        theMugsOfTheDeclinedAreStillReserved();
        books.expectOnly(Rule.ONCE, "order " + DECLINED);
    }

    /** The deadline passed while the payment was under way; mugs and points went back, and then the provider took it. */
    @Test
    void compensationAfterThePivotKeepsTheMoneyOfACancelledOrder() {
        books.tables.write(books.tables.order, """
                DELETE FROM saga_instance WHERE id = '%2$s';
                DELETE FROM refund WHERE id = '%2$s';
                UPDATE saga_instance SET phase = 'COMPENSATED' WHERE id = '%1$s';
                UPDATE orders SET status = 'CANCELLED', reason = 'EXPIRED' WHERE id = '%1$s'""".formatted(PAID, REFUSED_REFUND));
        books.tables.write(books.tables.inventory, """
                UPDATE reservation SET status = 'RELEASED', reason = 'RELEASED' WHERE order_id = '%s';
                UPDATE stock SET available = 8, sold = 2""".formatted(PAID));
        books.tables.write(books.tables.user, """
                UPDATE order_points SET status = 'returned', awarded = 0 WHERE order_id = '%1$s';
                DELETE FROM points_ledger WHERE kind = 'awarded' AND order_id = '%1$s';
                UPDATE points_ledger SET kind = 'returned' WHERE kind = 'spent' AND order_id = '%1$s';
                UPDATE points_account SET balance = balance + 50 - 19""".formatted(PAID));
        books.expectOnly(Set.of(Rule.PAYMENT, Rule.ONCE), "order " + PAID);
    }

    /** The provider's answer was lost and taken for a refusal; it had taken the money. */
    @Test
    void anUnknownPaymentTakenForRefusedKeepsTheMoneyOfACancelledOrder() {
        books.ledgerSaysTakenOfTheDeclined();
        books.expectOnly(Rule.PAYMENT, "order " + DECLINED);
    }

    /** The request was lost and taken for done; the provider never heard of it. */
    @Test
    void anUnknownPaymentTakenForDoneConfirmsWhatNobodyPaid() {
        books.ledgerSaysInstead();
        books.expectOnly(Rule.PAYMENT, "order " + PAID);
    }

    /** The cancelled order as one that waited for its reservation in vain. */
    private void expireBeforePayment() {
        books.tables.write(
                books.tables.order, "UPDATE orders SET reason = 'EXPIRED' WHERE id = '%s'".formatted(DECLINED));
        books.tables.write(books.tables.payment, "DELETE FROM payment WHERE order_id = '%s'".formatted(DECLINED));
        books.ledgerSaysInstead(TestBooks.charge("pi_1", PAID, 1950, true));
    }

    private void theMugsOfTheDeclinedAreStillReserved() {
        books.tables.write(books.tables.inventory, """
                UPDATE reservation SET status = 'RESERVED', reason = NULL WHERE order_id = '%s';
                UPDATE stock SET available = 4, reserved = 2""".formatted(DECLINED));
    }
}
