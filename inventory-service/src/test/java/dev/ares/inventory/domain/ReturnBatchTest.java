package dev.ares.inventory.domain;

import java.util.List;
import java.util.UUID;

import org.junit.jupiter.api.Test;

import dev.ares.inventory.domain.ReservationAnswer.Returned;
import dev.ares.inventory.domain.ReturnBatch.Outcome;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class ReturnBatchTest {

    private static final Sku MUG = new Sku("mug");
    private static final Sku CAP = new Sku("cap");
    private static final UUID ORDER = new UUID(0, 1);
    private static final UUID FIRST = new UUID(1, 1);
    private static final UUID SECOND = new UUID(1, 2);

    private final Reservation sold = Reservation.reserved(ORDER, List.of(new Line(MUG, 3), new Line(CAP, 1)))
            .commit();

    @Test
    void putsWhatWasSoldBackOnTheShelf() {
        Outcome outcome = decide(List.of(of(FIRST, new Line(MUG, 1)), of(SECOND, new Line(MUG, 2), new Line(CAP, 1))));

        assertThat(outcome.moves()).containsExactly(new StockMove(CAP, 1, 0, -1), new StockMove(MUG, 3, 0, -3));
        assertThat(outcome.answers()).containsExactly(new Returned(ORDER, FIRST), new Returned(ORDER, SECOND));
    }

    @Test
    void answersARepeatedReturnWithoutMovingAgain() {
        StockReturn done = of(FIRST, new Line(MUG, 3), new Line(CAP, 1));
        StockReturn again = of(FIRST, new Line(CAP, 1), new Line(MUG, 3));

        Outcome outcome = decide(List.of(again, again), done);

        assertThat(outcome.answers()).containsExactly(new Returned(ORDER, FIRST), new Returned(ORDER, FIRST));
        assertThat(outcome).extracting("added", "moves").containsOnly(List.of());
    }

    @Test
    void acknowledgesARefundThatBringsNothingBack() {
        Outcome outcome = decide(List.of(of(FIRST)));

        assertThat(outcome.answers()).containsExactly(new Returned(ORDER, FIRST));
        assertThat(outcome.added()).hasSize(1);
    }

    @Test
    void isLoudAboutMoreThanWasSold() {
        assertThatThrownBy(() -> decide(List.of(of(FIRST, new Line(MUG, 4)))))
                .isInstanceOf(ReturnFault.class)
                .hasMessageContaining("4 of mug (expected: at most 3)");
        assertThatThrownBy(() -> decide(List.of(of(SECOND, new Line(MUG, 2))), of(FIRST, new Line(MUG, 2))))
                .isInstanceOf(ReturnFault.class);
        assertThatThrownBy(() -> decide(List.of(of(FIRST, new Line(MUG, 2)), of(SECOND, new Line(MUG, 2)))))
                .isInstanceOf(ReturnFault.class);
        assertThatThrownBy(() -> decide(List.of(of(FIRST, new Line(new Sku("hat"), 1)))))
                .isInstanceOf(ReturnFault.class);
    }

    @Test
    void isLoudAboutAReturnOfWhatIsNotSold() {
        Reservation reserved = Reservation.reserved(ORDER, List.of(new Line(MUG, 3)));
        List<StockReturn> wanted = List.of(of(FIRST, new Line(MUG, 1)));

        assertThatThrownBy(() -> ReturnBatch.decide(wanted, List.of(reserved), List.of()))
                .isInstanceOf(ReturnFault.class)
                .hasMessageContaining("RESERVED (expected: COMMITTED)");
        assertThatThrownBy(() -> ReturnBatch.decide(wanted, List.of(), List.of()))
                .isInstanceOf(ReturnFault.class)
                .hasMessageContaining("unknown");
    }

    @Test
    void isLoudAboutAnotherReturnUnderTheSameRefund() {
        StockReturn done = of(FIRST, new Line(MUG, 1));
        UUID otherOrder = new UUID(0, 2);

        assertThatThrownBy(() -> decide(List.of(of(FIRST, new Line(MUG, 2))), done))
                .isInstanceOf(ReturnFault.class);
        assertThatThrownBy(() -> decide(List.of(new StockReturn(FIRST, otherOrder, done.lines())), done))
                .isInstanceOf(ReturnFault.class);
        assertThatThrownBy(() -> of(FIRST, new Line(MUG, 1), new Line(MUG, 1)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private Outcome decide(List<StockReturn> wanted, StockReturn... earlier) {
        return ReturnBatch.decide(wanted, List.of(sold), List.of(earlier));
    }

    private static StockReturn of(UUID refund, Line... lines) {
        return new StockReturn(refund, ORDER, List.of(lines));
    }
}
