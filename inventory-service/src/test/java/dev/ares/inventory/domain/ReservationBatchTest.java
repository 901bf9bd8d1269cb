package dev.ares.inventory.domain;

import java.util.List;
import java.util.UUID;

import org.junit.jupiter.api.Test;

import dev.ares.inventory.domain.ReservationAnswer.Committed;
import dev.ares.inventory.domain.ReservationAnswer.Refused;
import dev.ares.inventory.domain.ReservationAnswer.Released;
import dev.ares.inventory.domain.ReservationAnswer.Reserved;
import dev.ares.inventory.domain.ReservationBatch.Outcome;
import dev.ares.inventory.domain.ReservationCommand.Commit;
import dev.ares.inventory.domain.ReservationCommand.Release;
import dev.ares.inventory.domain.ReservationCommand.Reserve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class ReservationBatchTest {

    private static final Sku MUG = new Sku("mug");
    private static final Sku CAP = new Sku("cap");
    private static final UUID FIRST = new UUID(0, 1);
    private static final UUID SECOND = new UUID(0, 2);
    private static final UUID THIRD = new UUID(0, 3);

    @Test
    void admitsInArrivalOrderAndChangesEachProductOnce() {
        Outcome outcome = decide(
                List.of(reserve(FIRST, MUG, 2), reserve(SECOND, MUG, 2), reserve(THIRD, MUG, 1)),
                List.of(),
                stock(MUG, 3));

        assertThat(outcome.answers())
                .containsExactly(
                        new Reserved(FIRST),
                        new Refused(SECOND, Refusal.OUT_OF_STOCK, List.of(MUG)),
                        new Reserved(THIRD));
        assertThat(outcome.moves()).containsExactly(new StockMove(MUG, -3, 3, 0));
        assertThat(outcome.added()).hasSize(3);
    }

    @Test
    void reservesEveryLineOrNone() {
        Reserve order = new Reserve(FIRST, List.of(new Line(MUG, 1), new Line(CAP, 1)));

        Outcome outcome = decide(List.of(order), List.of(), stock(MUG, 5), stock(CAP, 0));

        assertThat(outcome.answers()).containsExactly(new Refused(FIRST, Refusal.OUT_OF_STOCK, List.of(CAP)));
        assertThat(outcome.moves()).isEmpty();
    }

    @Test
    void leavesHalfToTheOthersWhereTheOrdersPolicySaysSo() {
        Outcome outcome = decide(
                List.of(
                        modest(FIRST, MUG, 4),
                        modest(SECOND, MUG, 3),
                        reserve(THIRD, MUG, 1),
                        modest(new UUID(0, 4), MUG, 1),
                        modest(new UUID(0, 5), CAP, 1)),
                List.of(),
                stock(MUG, 5),
                stock(CAP, 0));

        assertThat(outcome.answers())
                .containsExactly(
                        new Refused(FIRST, Refusal.OUT_OF_STOCK, List.of(MUG)),
                        new Reserved(SECOND),
                        new Reserved(THIRD),
                        new Reserved(new UUID(0, 4)),
                        new Refused(new UUID(0, 5), Refusal.OUT_OF_STOCK, List.of(CAP)));
        assertThat(outcome.moves()).containsExactly(new StockMove(MUG, -5, 5, 0));
    }

    @Test
    void keepsItsAnswerWhateverPolicyARepeatedCommandNames() {
        Reservation reserved = Reservation.reserved(FIRST, List.of(new Line(MUG, 3)));

        Outcome outcome = decide(List.of(modest(FIRST, MUG, 3)), List.of(reserved), stock(MUG, 1));

        assertThat(outcome.answers()).containsExactly(new Reserved(FIRST));
        assertThat(outcome.moves()).isEmpty();
    }

    @Test
    void refusesAnUnknownProduct() {
        Outcome outcome = decide(List.of(reserve(FIRST, MUG, 1)), List.of());

        assertThat(outcome.answers()).containsExactly(new Refused(FIRST, Refusal.OUT_OF_STOCK, List.of(MUG)));
    }

    @Test
    void answersARepeatedReservationWithoutMovingAgain() {
        Reservation reserved = Reservation.reserved(FIRST, List.of(new Line(MUG, 1)));

        Outcome outcome = decide(List.of(reserve(FIRST, MUG, 1)), List.of(reserved), stock(MUG, 5));

        assertThat(outcome.answers()).containsExactly(new Reserved(FIRST));
        assertThat(outcome).extracting("added", "changed", "moves").containsOnly(List.of());
    }

    @Test
    void keepsARefusalAlthoughStockCameMeanwhile() {
        Reservation refused = Reservation.refused(FIRST, List.of(new Line(MUG, 1)), List.of(MUG));

        Outcome outcome = decide(List.of(reserve(FIRST, MUG, 1)), List.of(refused), stock(MUG, 5));

        assertThat(outcome.answers()).containsExactly(new Refused(FIRST, Refusal.OUT_OF_STOCK, List.of(MUG)));
        assertThat(outcome.moves()).isEmpty();
    }

    @Test
    void refusesTheReservationThatComesAfterItsRelease() {
        Outcome released = decide(List.of(new Release(FIRST)), List.of());
        Outcome late = decide(List.of(reserve(FIRST, MUG, 1)), released.added(), stock(MUG, 5));

        assertThat(released.answers()).containsExactly(new Released(FIRST));
        assertThat(late.answers()).containsExactly(new Refused(FIRST, Refusal.RELEASED, List.of()));
        assertThat(late.moves()).isEmpty();
    }

    @Test
    void givesReleasedStockToTheNextOrderOfTheSameBatch() {
        Reservation reserved = Reservation.reserved(FIRST, List.of(new Line(MUG, 2)));
        StockLevel level = new StockLevel(MUG, 0, 2, 0, 7);

        Outcome outcome = decide(
                List.<ReservationCommand>of(new Release(FIRST), reserve(SECOND, MUG, 2)), List.of(reserved), level);

        assertThat(outcome.answers()).containsExactly(new Released(FIRST), new Reserved(SECOND));
        assertThat(outcome.moves()).as("what cancels out is not stored").isEmpty();
    }

    @Test
    void sellsWhatIsCommittedOnce() {
        Reservation reserved = Reservation.reserved(FIRST, List.of(new Line(MUG, 2)));
        StockLevel level = new StockLevel(MUG, 1, 2, 0, 7);

        Outcome outcome = decide(List.of(new Commit(FIRST), new Commit(FIRST)), List.of(reserved), level);

        assertThat(outcome.answers()).containsExactly(new Committed(FIRST), new Committed(FIRST));
        assertThat(outcome.moves()).containsExactly(new StockMove(MUG, 0, -2, 2));
        assertThat(outcome.changed()).singleElement().returns(Reservation.Status.COMMITTED, Reservation::status);
    }

    @Test
    void isLoudAboutACommitOfWhatIsNotReserved() {
        Reservation released = Reservation.releasedFirst(FIRST);
        Reservation refused = Reservation.refused(SECOND, List.of(new Line(MUG, 1)), List.of(MUG));

        assertThatThrownBy(() -> decide(List.of(new Commit(FIRST)), List.of(released)))
                .isInstanceOf(ReservationFault.class)
                .hasMessageContaining("RELEASED -> COMMITTED");
        assertThatThrownBy(() -> decide(List.of(new Commit(SECOND)), List.of(refused)))
                .isInstanceOf(ReservationFault.class);
        assertThatThrownBy(() -> decide(List.of(new Commit(THIRD)), List.of()))
                .isInstanceOf(ReservationFault.class)
                .hasMessageContaining("unknown -> COMMITTED");
    }

    @Test
    void isLoudAboutAReleaseOfWhatIsSold() {
        Reservation committed =
                Reservation.reserved(FIRST, List.of(new Line(MUG, 1))).commit();

        assertThatThrownBy(() -> decide(List.of(new Release(FIRST)), List.of(committed)))
                .isInstanceOf(ReservationFault.class)
                .hasMessageContaining("COMMITTED -> RELEASED");
    }

    @Test
    void doesNotTakeOrdersThatAreNotWellFormed() {
        assertThatThrownBy(() -> new Reserve(FIRST, List.of())).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Reserve(FIRST, List.of(new Line(MUG, 1), new Line(MUG, 1))))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Line(MUG, 0)).isInstanceOf(IllegalArgumentException.class);
    }

    private static Outcome decide(
            List<? extends ReservationCommand> commands, List<Reservation> known, StockLevel... stock) {
        return ReservationBatch.decide(commands, known, List.of(stock));
    }

    private static Reserve reserve(UUID order, Sku sku, long quantity) {
        return new Reserve(order, List.of(new Line(sku, quantity)));
    }

    private static Reserve modest(UUID order, Sku sku, long quantity) {
        return new Reserve(order, List.of(new Line(sku, quantity)), StockPolicy.HALF_AT_MOST);
    }

    private static StockLevel stock(Sku sku, long quantity) {
        return StockLevel.initial(sku, quantity);
    }
}
