package dev.ares.user.loyalty;

import java.util.List;
import java.util.UUID;

import org.junit.jupiter.api.Test;

import dev.ares.user.loyalty.HoldOutcome.Held;
import dev.ares.user.loyalty.HoldOutcome.Reason;
import dev.ares.user.loyalty.HoldOutcome.Refused;
import dev.ares.user.loyalty.LedgerEntry.Kind;
import dev.ares.user.loyalty.OrderPoints.Status;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class PointsBookTest {

    private static final UUID ADA = UUID.randomUUID();
    private static final UUID ORDER = UUID.randomUUID();

    private final PointsBook book = new PointsBook(List.of(new PointsAccount(ADA, 100, 0)), List.of());

    @Test
    void heldPointsAreSpentOnceTheOrderIsConfirmed() {
        assertThat(book.hold(ORDER, ADA, 60)).isEqualTo(new Held());
        assertThat(book.settle(ORDER, ADA, 60, 19)).isEqualTo(new OrderPoints(ORDER, ADA, Status.SETTLED, 60, 19));

        assertThat(book.accounts()).containsExactly(new PointsAccount(ADA, 59, 0));
        assertThat(book.entries())
                .containsExactly(
                        new LedgerEntry(ADA, Kind.HELD, 60, ORDER),
                        new LedgerEntry(ADA, Kind.SPENT, 60, ORDER),
                        new LedgerEntry(ADA, Kind.AWARDED, 19, ORDER));
    }

    @Test
    void moreThanTheBalanceIsRefusedForEver() {
        assertThat(book.hold(ORDER, ADA, 101)).isEqualTo(new Refused(Reason.INSUFFICIENT_POINTS));
        assertThat(book.hold(ORDER, ADA, 1)).isEqualTo(new Refused(Reason.INSUFFICIENT_POINTS));
        assertThat(book.entries()).isEmpty();
    }

    @Test
    void ordersOfOneBatchShareTheBalanceInTheirOrderOfArrival() {
        assertThat(book.hold(UUID.randomUUID(), ADA, 70)).isEqualTo(new Held());
        assertThat(book.hold(UUID.randomUUID(), ADA, 40)).isEqualTo(new Refused(Reason.INSUFFICIENT_POINTS));
        assertThat(book.hold(UUID.randomUUID(), ADA, 30)).isEqualTo(new Held());
        assertThat(book.accounts()).containsExactly(new PointsAccount(ADA, 0, 100));
    }

    @Test
    void aReturnThatOvertakesItsHoldMakesTheHoldARefusal() {
        book.giveBack(ORDER, ADA);

        assertThat(book.hold(ORDER, ADA, 10)).isEqualTo(new Refused(Reason.RETURNED));
        assertThat(book.accounts()).containsExactly(new PointsAccount(ADA, 100, 0));
        assertThat(book.entries()).isEmpty();
    }

    @Test
    void aRefusedHoldHasNothingToReturn() {
        book.hold(ORDER, ADA, 101);
        book.giveBack(ORDER, ADA);

        assertThat(book.accounts()).containsExactly(new PointsAccount(ADA, 100, 0));
        assertThat(book.hold(ORDER, ADA, 101)).isEqualTo(new Refused(Reason.INSUFFICIENT_POINTS));
    }

    @Test
    void anUnknownUserHasNoPoints() {
        assertThat(book.hold(ORDER, UUID.randomUUID(), 1)).isEqualTo(new Refused(Reason.INSUFFICIENT_POINTS));
    }

    @Test
    void contradictionsAreFaultsOfTheMessage() {
        UUID returned = UUID.randomUUID();
        book.hold(ORDER, ADA, 10);
        book.giveBack(returned, ADA);

        assertThatIllegalArgumentException().isThrownBy(() -> book.hold(UUID.randomUUID(), ADA, 0));
        assertThatIllegalArgumentException().isThrownBy(() -> book.hold(ORDER, ADA, 11));
        assertThatIllegalArgumentException().isThrownBy(() -> book.hold(ORDER, UUID.randomUUID(), 10));
        assertThatIllegalArgumentException().isThrownBy(() -> book.settle(ORDER, ADA, 9, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> book.settle(returned, ADA, 0, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> book.settle(UUID.randomUUID(), ADA, 5, 1));
        book.settle(ORDER, ADA, 10, 1);
        assertThatIllegalArgumentException().isThrownBy(() -> book.giveBack(ORDER, ADA));
    }
}
