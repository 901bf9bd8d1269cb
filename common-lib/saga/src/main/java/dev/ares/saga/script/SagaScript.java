package dev.ares.saga.script;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

import dev.ares.saga.Dispatch;
import dev.ares.saga.SagaDefinition;
import dev.ares.saga.SagaInput;
import dev.ares.saga.SagaInstance;
import dev.ares.saga.SagaInstance.Phase;
import dev.ares.saga.SagaMilestone;
import dev.ares.saga.SagaReply.Done;
import dev.ares.saga.SagaReply.Outcome;
import dev.ares.saga.SagaReply.Refused;
import dev.ares.saga.SagaReply.Undone;
import dev.ares.saga.SagaTiming;
import dev.ares.saga.SagaTransitions;
import dev.ares.saga.Transition;

/**
 * A saga as a script, without servers: time passes when the script says so.
 *
 * <pre>{@code
 * SagaScript.given(CHECKOUT, order)
 *         .expect(reserveStock)
 *         .whenDone("reserve stock").expect(pay)
 *         .whenRefused("pay", "PAYMENT_DECLINED").expect(releaseStock)
 *         .whenUndone("reserve stock").expectCompensated("PAYMENT_DECLINED");
 * }</pre>
 *
 * Every expectation is about the line's own input and throws an {@link AssertionError} when it does not hold.
 */
public final class SagaScript<S, C> {

    private final UUID id = new UUID(0, 1);
    private final SagaTransitions<S, C> transitions;
    private Instant now = Instant.EPOCH;
    private Transition<S, C> last;

    private SagaScript(SagaDefinition<S, C> definition, S state) {
        this.transitions = new SagaTransitions<>(definition, SagaTiming.DEFAULT);
        this.last = transitions.begin(id, state, now);
    }

    /** A saga that has just started, at the default timing. */
    public static <S, C> SagaScript<S, C> given(SagaDefinition<S, C> definition, S state) {
        return new SagaScript<>(definition, state);
    }

    public SagaScript<S, C> whenReply(String step, Outcome outcome) {
        return when(new SagaInput.Replied(step, outcome));
    }

    public SagaScript<S, C> whenDone(String step) {
        return whenReply(step, new Done());
    }

    public SagaScript<S, C> whenRefused(String step, String reason) {
        return whenReply(step, new Refused(reason, null));
    }

    public SagaScript<S, C> whenUndone(String step) {
        return whenReply(step, new Undone());
    }

    public SagaScript<S, C> whenCancelled(String reason) {
        return when(new SagaInput.Cancel(reason));
    }

    public SagaScript<S, C> whenRetried() {
        return when(new SagaInput.Retry());
    }

    /** Time passes, and then the sweeper looks. */
    public SagaScript<S, C> whenPassed(Duration time) {
        now = now.plus(time);
        return when(new SagaInput.Due());
    }

    public SagaScript<S, C> when(SagaInput input) {
        last = transitions.apply(last.instance(), input, now);
        return this;
    }

    /** Exactly these commands were sent, in this order. */
    @SafeVarargs
    public final SagaScript<S, C> expect(C... commands) {
        return check(
                "commands", last.dispatches().stream().map(Dispatch::command).toList(), Arrays.asList(commands));
    }

    /** The input changed nothing. */
    public SagaScript<S, C> expectNothing() {
        return check("changed", last.changed(), false);
    }

    public SagaScript<S, C> expectPivotPassed() {
        return check("told", last.milestones().contains(new SagaMilestone.PivotPassed(id)), true);
    }

    /** Ended, with everything done, and told so. */
    public SagaScript<S, C> expectCompleted() {
        return expectCompleted(null);
    }

    /** Ended, with everything done, and told so together with the cancel that came after the pivot. */
    public SagaScript<S, C> expectCompleted(@Nullable String cancelRequested) {
        check("phase", last.instance().phase(), Phase.COMPLETED);
        return check("last milestone", lastMilestone(), new SagaMilestone.Completed(id, cancelRequested));
    }

    /** Ended, with everything undone, and told so. */
    public SagaScript<S, C> expectCompensated(String reason) {
        check("phase", last.instance().phase(), Phase.COMPENSATED);
        String told = lastMilestone() instanceof SagaMilestone.Compensated compensated ? compensated.reason() : null;
        return check("last milestone's reason", told, reason);
    }

    public SagaScript<S, C> expectParked() {
        return check("parked", last.instance().parked() != null, true);
    }

    public SagaScript<S, C> expectPhase(Phase phase) {
        return check("phase", last.instance().phase(), phase);
    }

    /** For what no other line can say. */
    public SagaInstance<S> saga() {
        return last.instance();
    }

    private @Nullable SagaMilestone lastMilestone() {
        List<SagaMilestone> milestones = last.milestones();
        return milestones.isEmpty() ? null : milestones.get(milestones.size() - 1);
    }

    private SagaScript<S, C> check(String what, @Nullable Object actual, @Nullable Object expected) {
        if (!Objects.equals(actual, expected)) {
            throw new AssertionError("%s: %s (expected: %s) in %s".formatted(what, actual, expected, last.instance()));
        }
        return this;
    }
}
