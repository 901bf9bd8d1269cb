package dev.ares.user.loyalty;

import java.util.List;
import java.util.UUID;

import org.junit.jupiter.api.Test;

import dev.ares.user.loyalty.LedgerEntry.Kind;
import dev.ares.user.loyalty.OrderPoints.Status;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/** An order of 20 EUR, paid with 50 points and 19.50, which earned 19. */
class RefundBookTest {

    private static final UUID ADA = UUID.randomUUID();
    private static final UUID ORDER = UUID.randomUUID();
    private static final UUID FIRST = UUID.randomUUID();
    private static final UUID SECOND = UUID.randomUUID();

    private final PointsBook points = book(new PointsAccount(ADA, 10, 0));
    private final RefundBook book = new RefundBook(points, List.of());

    @Test
    void redeemedPointsComeBackAndAwardedOnesGo() {
        assertThat(book.refund(refund(FIRST, 1950, 50))).isEqualTo(new RefundedPoints(FIRST, ORDER, 1950, 50, 19));

        assertThat(points.accounts()).containsExactly(new PointsAccount(ADA, 41, 0, 19));
        assertThat(points.entries())
                .containsExactly(
                        new LedgerEntry(ADA, Kind.REFUNDED, 50, ORDER, FIRST),
                        new LedgerEntry(ADA, Kind.TAKEN_BACK, 19, ORDER, FIRST));
    }

    @Test
    void whatStaysOfTheAwardIsWhatTheRestWouldEarn() {
        assertThat(book.refund(refund(FIRST, 951, 0)).takenBack())
                .as("9.99 earn 9")
                .isEqualTo(10);
        assertThat(book.refund(refund(SECOND, 99, 0)).takenBack())
                .as("9.00 earn 9")
                .isZero();
        assertThat(book.refund(refund(UUID.randomUUID(), 1, 0)).takenBack())
                .as("8.99 earn 8")
                .isEqualTo(1);
    }

    @Test
    void aRepeatedRefundIsAnsweredTheSameAndDoesNothingMore() {
        RefundedPoints first = book.refund(refund(FIRST, 1000, 25));
        book.refund(refund(SECOND, 950, 25));

        assertThat(book.refund(refund(FIRST, 1000, 25))).isEqualTo(first);
        assertThat(book.added()).hasSize(2);
        assertThat(points.accounts()).containsExactly(new PointsAccount(ADA, 41, 0, 19));
    }

    @Test
    void pointsThatWereSpentMeanwhileAreOwed() {
        PointsBook poor = book(new PointsAccount(ADA, 3, 0));

        new RefundBook(poor, List.of()).refund(refund(FIRST, 1950, 0));

        assertThat(poor.accounts()).containsExactly(new PointsAccount(ADA, -16, 0, 19));
        assertThat(poor.hold(UUID.randomUUID(), ADA, 1)).isInstanceOf(HoldOutcome.Refused.class);
    }

    @Test
    void contradictionsAreFaultsOfTheMessage() {
        book.refund(refund(FIRST, 1000, 25));

        assertFault(refund(FIRST, 999, 25));
        assertFault(refund(FIRST, 1000, 24));
        assertFault(refund(SECOND, 951, 0));
        assertFault(refund(SECOND, 1, 26));
        assertFault(refund(SECOND, -1, 0));
        assertFault(refund(SECOND, 0, -1));
        assertFault(new Refund(SECOND, ORDER, ADA, 1, 0, 2000, "EUR"));
        assertFault(new Refund(SECOND, ORDER, ADA, 1, 0, 1950, "JPY"));
        assertFault(new Refund(SECOND, ORDER, UUID.randomUUID(), 1, 0, 1950, "EUR"));
        assertFault(new Refund(SECOND, UUID.randomUUID(), ADA, 1, 0, 1950, "EUR"));
        assertThat(book.added()).hasSize(1);
    }

    @Test
    void anOrderThatIsNotSettledHasNothingToRefundYet() {
        PointsBook held = new PointsBook(
                List.of(new PointsAccount(ADA, 10, 50)), List.of(new OrderPoints(ORDER, ADA, Status.HELD, 50, 0)));

        assertThatIllegalArgumentException()
                .isThrownBy(() -> new RefundBook(held, List.of()).refund(refund(FIRST, 1950, 50)))
                .withMessageContaining("settled");
        assertThat(held.entries()).isEmpty();
    }

    private void assertFault(Refund refund) {
        assertThatIllegalArgumentException().isThrownBy(() -> book.refund(refund));
    }

    private static PointsBook book(PointsAccount account) {
        return new PointsBook(List.of(account), List.of(new OrderPoints(ORDER, ADA, Status.SETTLED, 50, 19)));
    }

    private static Refund refund(UUID id, long amount, long returned) {
        return new Refund(id, ORDER, ADA, amount, returned, 1950, "EUR");
    }
}
