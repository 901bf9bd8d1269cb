package dev.ares.saga;

import java.time.Duration;

import org.junit.jupiter.api.Test;

import dev.ares.saga.SagaInstance.Phase;
import dev.ares.saga.SagaReply.Done;
import dev.ares.saga.script.SagaScript;

import static dev.ares.saga.Voyage.FULL;
import static dev.ares.saga.Voyage.PLAIN;
import static org.assertj.core.api.Assertions.assertThat;

class VoyageSagaTest {

    private static final Duration DEADLINE = Duration.ofSeconds(45);
    private static final Duration RESEND = Duration.ofSeconds(10);

    @Test
    void everyStepAndBothTails() {
        SagaScript.given(Voyage.SAGA, FULL)
                .expect("check passport")
                .whenDone("check passport")
                .expect("book flight out")
                .whenDone("flight out")
                .expect("book hotel")
                .whenDone("hotel")
                .expect("book car")
                .whenDone("car")
                .expect("book meals")
                .whenDone("meals")
                .expect("book flight back")
                .whenDone("flight back")
                .expect("pay")
                .expectPhase(Phase.PIVOTING)
                .whenDone("pay")
                .expect("announce", "send guide")
                .expectPivotPassed()
                .whenDone("send guide")
                .expect()
                .whenDone("award miles")
                .expect()
                .whenDone("issue tickets")
                .expectCompleted();
    }

    @Test
    void stepsWhoseConditionDoesNotHoldArePassedOver() {
        SagaScript.given(Voyage.SAGA, PLAIN)
                .whenDone("check passport")
                .whenDone("flight out")
                .whenDone("hotel")
                .expect("book flight back")
                .whenDone("flight back")
                .whenDone("pay")
                .expect("announce")
                .whenDone("issue tickets")
                .whenDone("award miles")
                .expectCompleted();
    }

    @Test
    void aRefusedFirstStepLeavesNothingToUndo() {
        SagaScript.given(Voyage.SAGA, FULL)
                .whenRefused("check passport", "NO_PASSPORT")
                .expect()
                .expectCompensated("NO_PASSPORT");
    }

    @Test
    void aRefusedStepIsNotUndoneButAllBeforeItAre() {
        SagaScript.given(Voyage.SAGA, FULL)
                .whenDone("check passport")
                .whenDone("flight out")
                .whenDone("hotel")
                .whenRefused("car", "NO_CAR")
                .expect("cancel hotel")
                .whenUndone("hotel")
                .expect("cancel flight out")
                .whenUndone("flight out")
                .expectCompensated("NO_CAR");
    }

    @Test
    void aRefusedPivotUndoesInReverseWhatIsNotUndoneInAnyOrder() {
        readyToPay(FULL)
                .whenRefused("pay", "DECLINED")
                .expect("cancel flight back", "cancel car")
                .whenUndone("flight back")
                .expect("cancel meals")
                .whenUndone("car")
                .expect()
                .whenUndone("meals")
                .expect("cancel hotel")
                .whenUndone("hotel")
                .expect("cancel flight out")
                .whenUndone("flight out")
                .expectCompensated("DECLINED");
    }

    @Test
    void aDeadlineUndoesTheStepInFlightToo() {
        SagaScript.given(Voyage.SAGA, FULL)
                .whenDone("check passport")
                .whenDone("flight out")
                .whenPassed(DEADLINE)
                .expect("cancel hotel")
                .whenDone("hotel")
                .expectNothing()
                .whenUndone("hotel")
                .expect("cancel flight out")
                .whenUndone("flight out")
                .expectCompensated("EXPIRED");
    }

    @Test
    void aCancelBeforeThePivotUndoesTheStepInFlightToo() {
        SagaScript.given(Voyage.SAGA, PLAIN)
                .whenDone("check passport")
                .whenCancelled("CHANGED_MIND")
                .expect("cancel flight out")
                .whenRefused("flight out", "CANCELLED_BEFORE")
                .expectNothing()
                .whenUndone("flight out")
                .expectCompensated("CHANGED_MIND");
    }

    @Test
    void aCancelAfterThePivotIsRecordedAndToldAtTheEnd() {
        readyToPay(PLAIN)
                .whenCancelled("CHANGED_MIND")
                .expect()
                .whenCancelled("CHANGED_MIND")
                .expectNothing()
                .whenDone("pay")
                .expect("announce")
                .whenDone("award miles")
                .whenDone("issue tickets")
                .expectCompleted("CHANGED_MIND");
    }

    @Test
    void anUnansweredPivotIsSentAgainForEverAndNeverUndone() {
        SagaScript<Voyage, String> script = readyToPay(FULL).whenPassed(RESEND).expect("pay");
        for (int attempt = 0; attempt < 1000; attempt++) {
            script.whenPassed(Duration.ofSeconds(5)).expect("pay").expectPhase(Phase.PIVOTING);
        }
        script.whenDone("pay").expectPivotPassed();
        assertThat(script.saga().entries()).as("entries of a thousand attempts").isLessThan(30);
    }

    @Test
    void attemptsAfterTheSecondBackOffFromAFifthOfASecond() {
        readyToPay(FULL)
                .whenPassed(RESEND.minusMillis(1))
                .expectNothing()
                .whenPassed(Duration.ofMillis(1))
                .expect("pay")
                .whenPassed(Duration.ofMillis(199))
                .expectNothing()
                .whenPassed(Duration.ofMillis(1))
                .expect("pay")
                .whenPassed(Duration.ofMillis(399))
                .expectNothing()
                .whenPassed(Duration.ofMillis(1))
                .expect("pay");
    }

    @Test
    void anUnansweredCompensationIsSentAgainUntilItIsAcknowledged() {
        SagaScript.given(Voyage.SAGA, PLAIN)
                .whenDone("check passport")
                .whenCancelled("CHANGED_MIND")
                .whenPassed(RESEND)
                .expect("cancel flight out")
                .whenPassed(Duration.ofSeconds(5))
                .expect("cancel flight out")
                .whenUndone("flight out")
                .expectCompensated("CHANGED_MIND");
    }

    @Test
    void anUndoThatNobodyAnswersIsParkedAndHoldsUpOnlyWhatComesAfterIt() {
        SagaScript<Voyage, String> script = readyToPay(FULL)
                .whenRefused("pay", "DECLINED")
                .expect("cancel flight back", "cancel car")
                .whenUndone("car")
                .whenPassed(RESEND)
                .expect("cancel flight back");
        for (int attempt = 3; attempt <= SagaTiming.DEFAULT.maxAttempts(); attempt++) {
            script.whenPassed(Duration.ofSeconds(5)).expect("cancel flight back");
        }
        script.whenPassed(Duration.ofSeconds(5)).expect().expectParked();
        assertThat(script.saga().parked()).isEqualTo("no answer to 125 attempts: flight back");

        script.whenPassed(Duration.ofHours(1))
                .expectNothing()
                .whenRetried()
                .expect("cancel flight back")
                .whenUndone("flight back")
                .expect("cancel meals");
    }

    @Test
    void aParkedUndoDoesNotHoldUpOneThatIsUndoneInAnyOrder() {
        SagaScript<Voyage, String> script =
                parkedBy(readyToPay(FULL).whenRefused("pay", "DECLINED").expect("cancel flight back", "cancel car"));

        script.whenUndone("car").expectParked().whenRetried().expect("cancel flight back");
    }

    @Test
    void aLateAnswerMovesAParkedUndoOn() {
        SagaScript<Voyage, String> script =
                parkedBy(readyToPay(PLAIN).whenRefused("pay", "DECLINED").expect("cancel flight back"));

        script.whenUndone("flight back").expect("cancel hotel");
        assertThat(script.saga().parked()).isNull();
    }

    @Test
    void aTailThatNobodyAcknowledgesIsParked() {
        parkedBy(readyToPay(PLAIN).whenDone("pay").whenDone("award miles"))
                .whenRetried()
                .expect("announce")
                .whenDone("issue tickets")
                .expectCompleted();
    }

    /** The clock went back by an hour: nobody waits for an hour. */
    @Test
    void whatAClockAheadOfItsTimeHasPutOffWaitsAnew() {
        SagaScript.given(Voyage.SAGA, FULL)
                .whenDone("check passport")
                .whenPassed(Duration.ofHours(-1))
                .expect()
                .whenPassed(DEADLINE.minusMillis(1))
                .expectNothing()
                .whenPassed(Duration.ofMillis(1))
                .expect("cancel flight out")
                .whenPassed(Duration.ofHours(-1))
                .expect()
                .whenPassed(RESEND)
                .expect("cancel flight out");
    }

    private static SagaScript<Voyage, String> parkedBy(SagaScript<Voyage, String> unanswered) {
        for (int attempt = 1; attempt <= SagaTiming.DEFAULT.maxAttempts(); attempt++) {
            unanswered.whenPassed(RESEND);
        }
        return unanswered.expectParked();
    }

    @Test
    void onlyTheTailsThatLackAcknowledgementsAreSentAgain() {
        readyToPay(FULL)
                .whenDone("pay")
                .whenDone("send guide")
                .whenDone("issue tickets")
                .whenPassed(RESEND)
                .expect("announce")
                .whenDone("award miles")
                .expectCompleted();
    }

    @Test
    void aRefusedTailIsParkedAndGoesOnWhenRetried() {
        readyToPay(PLAIN)
                .whenDone("pay")
                .whenRefused("issue tickets", "PRINTER_BROKEN")
                .expectParked()
                .whenPassed(Duration.ofHours(1))
                .expectNothing()
                .whenDone("award miles")
                .expectParked()
                .whenRetried()
                .expect("announce")
                .whenRetried()
                .expectNothing()
                .whenDone("issue tickets")
                .expectCompleted();
    }

    @Test
    void anAnswerFinishesAParkedSaga() {
        readyToPay(PLAIN)
                .whenDone("pay")
                .whenDone("award miles")
                .whenRefused("issue tickets", "PRINTER_BROKEN")
                .expectParked()
                .whenDone("issue tickets")
                .expectCompleted();
    }

    @Test
    void repeatedAndLateRepliesChangeNothing() {
        readyToPay(PLAIN)
                .whenDone("flight out")
                .expectNothing()
                .whenRefused("hotel", "LATE")
                .expectNothing()
                .whenUndone("hotel")
                .expectNothing()
                .whenDone("issue tickets")
                .expectNothing()
                .whenDone("no such step")
                .expectNothing()
                .whenDone("pay")
                .whenDone("pay")
                .expectNothing();
    }

    @Test
    void whatHasEndedStaysEnded() {
        SagaScript.given(Voyage.SAGA, FULL)
                .whenRefused("check passport", "NO_PASSPORT")
                .whenReply("check passport", new Done())
                .expectNothing()
                .whenCancelled("CHANGED_MIND")
                .expectNothing()
                .whenPassed(Duration.ofDays(1))
                .expectNothing()
                .whenRetried()
                .expectNothing();
    }

    @Test
    void aParticipantThatContradictsItselfIsNotedAndChangesNothingElse() {
        readyToPay(PLAIN)
                .whenRefused("pay", "DECLINED")
                .whenDone("pay")
                .expect()
                .expectPhase(Phase.COMPENSATING)
                .whenUndone("flight back")
                .expect("cancel hotel");
    }

    @Test
    void aContradictionStaysMarkedUntilAnOperatorHasLooked() {
        SagaScript<Voyage, String> ended = readyToPay(PLAIN)
                .whenRefused("pay", "DECLINED")
                .whenDone("pay")
                .whenUndone("flight back")
                .whenUndone("hotel")
                .whenUndone("flight out")
                .expectCompensated("DECLINED");
        assertThat(ended.saga().contradicted()).contains("pay", "Done");

        ended.whenRetried().expect().expectPhase(Phase.COMPENSATED);
        assertThat(ended.saga().contradicted()).isNull();
        ended.whenRetried().expectNothing();
        ended.whenDone("pay");
        assertThat(ended.saga().contradicted()).as("said again after the end").isNotNull();
    }

    private static SagaScript<Voyage, String> readyToPay(Voyage voyage) {
        SagaScript<Voyage, String> script = SagaScript.given(Voyage.SAGA, voyage);
        while (script.saga().phase() == Phase.ADVANCING) {
            script.whenDone(script.saga().awaiting().get(0));
        }
        return script.expect("pay");
    }
}
