package dev.ares.order.saga;

import java.time.Duration;
import java.util.List;
import java.util.UUID;

import org.junit.jupiter.api.Test;

import dev.ares.order.domain.Money;
import dev.ares.order.domain.ReturnedLine;
import dev.ares.order.saga.RefundCommand.OrderRefunded;
import dev.ares.order.saga.RefundCommand.RefundPayment;
import dev.ares.saga.script.SagaScript;

import static dev.ares.order.saga.RefundSaga.ADJUST_POINTS;
import static dev.ares.order.saga.RefundSaga.REFUND;
import static dev.ares.order.saga.RefundSaga.REFUND_PAYMENT;
import static dev.ares.order.saga.RefundSaga.RETURN_STOCK;

class RefundSagaTest {

    private static final Duration DEADLINE = Duration.ofSeconds(10);
    private static final UUID ID = new UUID(0, 8);
    private static final UUID ORDER = new UUID(0, 7);
    private static final List<ReturnedLine> LINES = List.of(new ReturnedLine("mug", 2));
    private static final RefundState STATE = new RefundState(ID, ORDER, "ann", LINES, eur(2000), 500, eur(4000));

    private static final RefundPayment GIVE_BACK = new RefundPayment(ID, ORDER, eur(2000));
    private static final OrderRefunded TOLD = new OrderRefunded(ID, ORDER, "ann", LINES, eur(2000), 500, eur(4000));

    @Test
    void givesMoneyBackAndTellsEverybody() {
        SagaScript.given(REFUND, STATE)
                .expect(GIVE_BACK)
                .whenDone(REFUND_PAYMENT)
                .expect(TOLD)
                .expectPivotPassed()
                .whenDone(ADJUST_POINTS)
                .expect()
                .whenDone(RETURN_STOCK)
                .expectCompleted();
    }

    @Test
    void aRefusalEndsItAndNothingElseIsDone() {
        SagaScript.given(REFUND, STATE)
                .whenRefused(REFUND_PAYMENT, "EXCEEDS_CAPTURED")
                .expect()
                .expectCompensated("EXCEEDS_CAPTURED");
    }

    @Test
    void silenceIsAskedAgainAndNeverTakenForAnAnswer() {
        SagaScript.given(REFUND, STATE)
                .whenPassed(DEADLINE)
                .expect(GIVE_BACK)
                .whenPassed(DEADLINE)
                .expect(GIVE_BACK)
                .whenDone(REFUND_PAYMENT)
                .whenPassed(DEADLINE)
                .expect(TOLD)
                .whenDone(RETURN_STOCK)
                .whenPassed(DEADLINE)
                .expect(TOLD)
                .whenDone(ADJUST_POINTS)
                .expectCompleted();
    }

    private static Money eur(long amount) {
        return new Money(amount, "EUR");
    }
}
