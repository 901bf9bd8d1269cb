package dev.ares.order.saga;

import java.time.Duration;
import java.util.List;
import java.util.UUID;

import org.junit.jupiter.api.Test;

import dev.ares.order.domain.Money;
import dev.ares.order.domain.OrderLine;
import dev.ares.order.domain.StockPolicy;
import dev.ares.order.saga.CheckoutCommand.HoldPoints;
import dev.ares.order.saga.CheckoutCommand.OrderConfirmed;
import dev.ares.order.saga.CheckoutCommand.Pay;
import dev.ares.order.saga.CheckoutCommand.ReleaseStock;
import dev.ares.order.saga.CheckoutCommand.ReserveStock;
import dev.ares.order.saga.CheckoutCommand.ReturnPoints;
import dev.ares.saga.SagaTiming;
import dev.ares.saga.script.SagaScript;

import static dev.ares.order.saga.CheckoutSaga.CHECKOUT;
import static dev.ares.order.saga.CheckoutSaga.COMMIT_STOCK;
import static dev.ares.order.saga.CheckoutSaga.HOLD_POINTS;
import static dev.ares.order.saga.CheckoutSaga.PAY;
import static dev.ares.order.saga.CheckoutSaga.RESERVE_STOCK;
import static dev.ares.order.saga.CheckoutSaga.SETTLE_POINTS;

class CheckoutSagaTest {

    private static final Duration DEADLINE = Duration.ofSeconds(45);
    private static final Duration RESEND = Duration.ofSeconds(10);
    private static final UUID ORDER = new UUID(0, 7);
    private static final List<OrderLine> LINES = List.of(new OrderLine("mug", 2, eur(1250)));

    private static final ReserveStock RESERVE = new ReserveStock(ORDER, LINES, StockPolicy.HALF_AT_MOST);
    private static final ReleaseStock RELEASE = new ReleaseStock(ORDER);
    private static final HoldPoints HOLD = new HoldPoints(ORDER, "ann", 300);
    private static final ReturnPoints RETURN = new ReturnPoints(ORDER, "ann");

    @Test
    void reservesPaysAndTellsEverybody() {
        SagaScript.given(CHECKOUT, order(0))
                .expect(RESERVE)
                .whenDone(RESERVE_STOCK)
                .expect(pay(2500))
                .whenDone(PAY)
                .expect(confirmed(2500, 0))
                .expectPivotPassed()
                .whenDone(SETTLE_POINTS)
                .expect()
                .whenDone(COMMIT_STOCK)
                .expectCompleted();
    }

    @Test
    void holdsPointsBeforeItPaysTheRest() {
        SagaScript.given(CHECKOUT, order(300))
                .whenDone(RESERVE_STOCK)
                .expect(HOLD)
                .whenDone(HOLD_POINTS)
                .expect(pay(2200))
                .whenDone(PAY)
                .expect(confirmed(2200, 300));
    }

    @Test
    void outOfStockLeavesNothingToUndo() {
        SagaScript.given(CHECKOUT, order(300))
                .whenRefused(RESERVE_STOCK, "OUT_OF_STOCK")
                .expect()
                .expectCompensated("OUT_OF_STOCK");
    }

    @Test
    void tooFewPointsGiveTheStockBack() {
        SagaScript.given(CHECKOUT, order(300))
                .whenDone(RESERVE_STOCK)
                .whenRefused(HOLD_POINTS, "INSUFFICIENT_POINTS")
                .expect(RELEASE)
                .whenUndone(RESERVE_STOCK)
                .expectCompensated("INSUFFICIENT_POINTS");
    }

    @Test
    void aDeclinedPaymentGivesPointsAndStockBack() {
        SagaScript.given(CHECKOUT, order(300))
                .whenDone(RESERVE_STOCK)
                .whenDone(HOLD_POINTS)
                .whenRefused(PAY, "PAYMENT_DECLINED")
                .expect(RETURN, RELEASE)
                .whenUndone(HOLD_POINTS)
                .expect()
                .whenUndone(RESERVE_STOCK)
                .expectCompensated("PAYMENT_DECLINED");
    }

    @Test
    void aSilentInventoryExpiresTheOrder() {
        SagaScript.given(CHECKOUT, order(0))
                .whenPassed(DEADLINE)
                .expect(RELEASE)
                .whenUndone(RESERVE_STOCK)
                .expectCompensated("EXPIRED");
    }

    @Test
    void silenceAboutPointsExpiresTheOrder() {
        SagaScript.given(CHECKOUT, order(300))
                .whenDone(RESERVE_STOCK)
                .whenPassed(DEADLINE)
                .expect(RETURN, RELEASE)
                .whenUndone(HOLD_POINTS)
                .expect()
                .whenUndone(RESERVE_STOCK)
                .expectCompensated("EXPIRED");
    }

    @Test
    void pointsThatCannotBeGivenBackDoNotKeepTheStock() {
        SagaScript<CheckoutState, CheckoutCommand> script = SagaScript.given(CHECKOUT, order(300))
                .whenDone(RESERVE_STOCK)
                .whenDone(HOLD_POINTS)
                .whenRefused(PAY, "PAYMENT_DECLINED")
                .expect(RETURN, RELEASE)
                .whenUndone(RESERVE_STOCK)
                .whenPassed(RESEND)
                .expect(RETURN);
        for (int attempt = 2; attempt <= SagaTiming.DEFAULT.maxAttempts(); attempt++) {
            script.whenPassed(RESEND);
        }
        script.expectParked()
                .whenRetried()
                .expect(RETURN)
                .whenUndone(HOLD_POINTS)
                .expectCompensated("PAYMENT_DECLINED");
    }

    @Test
    void aCancelBeforeThePaymentGivesEverythingBack() {
        SagaScript.given(CHECKOUT, order(300))
                .whenDone(RESERVE_STOCK)
                .whenCancelled("CANCELLED_BY_CUSTOMER")
                .expect(RETURN, RELEASE)
                .whenUndone(HOLD_POINTS)
                .expect()
                .whenUndone(RESERVE_STOCK)
                .expectCompensated("CANCELLED_BY_CUSTOMER");
    }

    @Test
    void oncePayingNeitherCancelNorDeadlineTurnsItBack() {
        SagaScript.given(CHECKOUT, order(0))
                .whenDone(RESERVE_STOCK)
                .expect(pay(2500))
                .whenCancelled("CANCELLED_BY_CUSTOMER")
                .expect()
                .whenPassed(RESEND)
                .expect(pay(2500))
                .whenDone(PAY)
                .expectPivotPassed()
                .whenDone(COMMIT_STOCK)
                .whenDone(SETTLE_POINTS)
                .expectCompleted("CANCELLED_BY_CUSTOMER");
    }

    private static CheckoutState order(long points) {
        return new CheckoutState(
                ORDER,
                "ann",
                LINES,
                eur(2500).lessPoints(points),
                points,
                "pm_card_visa",
                "a@b.example",
                StockPolicy.HALF_AT_MOST);
    }

    private static Pay pay(long amount) {
        return new Pay(ORDER, "ann", eur(amount), "pm_card_visa", "a@b.example");
    }

    private static OrderConfirmed confirmed(long total, long points) {
        return new OrderConfirmed(ORDER, "ann", LINES, eur(total), points);
    }

    private static Money eur(long amount) {
        return new Money(amount, "EUR");
    }
}
