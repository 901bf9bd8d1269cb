package dev.ares.saga;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

import dev.ares.saga.SagaInput.Cancel;
import dev.ares.saga.SagaInput.Due;
import dev.ares.saga.SagaInput.Replied;
import dev.ares.saga.SagaInstance.Cause;
import dev.ares.saga.SagaInstance.Phase;
import dev.ares.saga.SagaLogEntry.Event;
import dev.ares.saga.SagaReply.Done;
import dev.ares.saga.SagaReply.Refused;
import dev.ares.saga.SagaReply.Undone;

/**
 * The rules, as a pure function of a saga, an input and the time.
 *
 * <ul>
 *   <li>Before the pivot's command is written a refusal, a deadline or a cancel turns the saga back; afterwards only
 *       the pivot's own refusal does.
 *   <li>Turning back undoes every step that was dispatched and not refused, the one in flight too: last dispatched first
 *       and one at a time, those that are undone in any order all at once.
 *   <li>Undos and tails are sent again until they are acknowledged; after many attempts the saga is parked.
 *   <li>An input that does not fit, such as a late or repeated reply, changes nothing.
 *   <li>A fault of the saga itself, such as a command that cannot be built, parks it as it stood before the input.
 * </ul>
 */
public final class SagaTransitions<S, C> {

    /** The reason of a saga that turned back at a deadline. */
    public static final String EXPIRED = "EXPIRED";

    private final SagaDefinition<S, C> definition;
    private final SagaTiming timing;

    public SagaTransitions(SagaDefinition<S, C> definition, SagaTiming timing) {
        this.definition = definition;
        this.timing = timing;
    }

    SagaDefinition<S, C> definition() {
        return definition;
    }

    /**
     * The saga's first step.
     *
     * @throws RuntimeException whatever the definition throws when one of the saga's commands cannot be built
     */
    public Transition<S, C> begin(UUID id, S state, Instant now) {
        for (SagaStep<S, C> step : definition.steps()) {
            if (step.appliesTo(state)) {
                step.commandsFor(state);
            }
        }
        SagaInstance<S> fresh = new SagaInstance<>(
                id,
                definition.name(),
                state,
                0,
                Phase.ADVANCING,
                List.of(),
                List.of(),
                0,
                null,
                null,
                null,
                null,
                null,
                0);
        SagaTurn<S, C> turn = turn(fresh, now);
        turn.log(null, Event.STARTED);
        turn.take(definition.first(state));
        return turn.end();
    }

    /** What the input makes of the saga. */
    public Transition<S, C> apply(SagaInstance<S> saga, SagaInput input, Instant now) {
        try {
            SagaTurn<S, C> turn = turn(saga, now);
            if (input instanceof Replied replied) {
                onReply(saga, replied, turn);
            } else if (input instanceof Cancel cancel) {
                onCancel(saga, cancel, turn);
            } else if (input instanceof Due) {
                onDue(saga, now, turn);
            } else if (saga.needsAnOperator()) {
                turn.log(null, Event.RETRIED);
                turn.resume();
            }
            return turn.end();
        } catch (RuntimeException fault) {
            return parked(saga, fault.toString(), now);
        }
    }

    /** Stops the saga until an operator or an answer moves it on. One that has ended, or is parked, stays as it is. */
    static <S, C> Transition<S, C> parked(SagaInstance<S> saga, String reason, Instant now) {
        if (saga.phase().isTerminal() || saga.parked() != null) {
            return Transition.none(saga);
        }
        int seq = saga.entries() + 1;
        SagaLogEntry entry = new SagaLogEntry(saga.id(), seq, now, null, Event.PARKED, reason);
        return new Transition<>(saga.parkedFor(reason), null, true, List.of(entry), List.of(), List.of());
    }

    private void onReply(SagaInstance<S> saga, Replied reply, SagaTurn<S, C> turn) {
        if (contradicts(saga.phase(), reply)) {
            turn.contradicted(reply.step(), reply.outcome());
        } else if (saga.awaiting().contains(reply.step())) {
            if (reply.outcome() instanceof Done) {
                onDone(saga.phase(), reply.step(), turn);
            } else if (reply.outcome() instanceof Refused refused) {
                onRefused(saga.phase(), reply.step(), refused, turn);
            } else if (reply.outcome() instanceof Undone && saga.phase() == Phase.COMPENSATING) {
                turn.undone(reply.step());
            }
        }
    }

    /** Captured after it was refused, or refused after it was captured: money may be lost. */
    private boolean contradicts(Phase phase, Replied reply) {
        if (!definition.isPivot(reply.step())) {
            return false;
        }
        return switch (phase) {
            case COMPENSATING, COMPENSATED -> reply.outcome() instanceof Done;
            case FINISHING, COMPLETED -> reply.outcome() instanceof Refused;
            case ADVANCING, PIVOTING -> false;
        };
    }

    private void onDone(Phase phase, String step, SagaTurn<S, C> turn) {
        switch (phase) {
            case ADVANCING -> turn.advance(step);
            case PIVOTING -> turn.passPivot(step);
            case FINISHING -> turn.acknowledged(step);
            case COMPENSATING, COMPLETED, COMPENSATED -> {
                // The late answer of a step that is being undone: its undoing was sent, or will be.
            }
        }
    }

    private void onRefused(Phase phase, String step, Refused refused, SagaTurn<S, C> turn) {
        switch (phase) {
            case ADVANCING, PIVOTING -> turn.refused(step, new Cause(refused.reason(), refused.detail()));
            case FINISHING ->
                throw new IllegalStateException("%s: refused, %s (expected: done, as a tail cannot be refused)"
                        .formatted(step, refused.reason()));
            case COMPENSATING, COMPLETED, COMPENSATED -> {
                // The late answer of a step that is being undone. Undoing what never happened is harmless.
            }
        }
    }

    private void onCancel(SagaInstance<S> saga, Cancel cancel, SagaTurn<S, C> turn) {
        switch (saga.phase()) {
            case ADVANCING -> {
                turn.log(null, Event.CANCELLED, cancel.reason());
                turn.turnBack(new Cause(cancel.reason(), null));
            }
            case PIVOTING, FINISHING -> turn.recordCancel(cancel.reason());
            case COMPENSATING, COMPLETED, COMPENSATED -> {
                // Nothing is left to decide.
            }
        }
    }

    private void onDue(SagaInstance<S> saga, Instant now, SagaTurn<S, C> turn) {
        Instant due = saga.dueAt();
        if (due == null || (now.isBefore(due) && !due.isAfter(latest(now)))) {
            return;
        }
        if (now.isBefore(due)) {
            turn.restartWait();
        } else if (saga.phase() == Phase.ADVANCING) {
            turn.log(saga.awaiting().get(0), Event.EXPIRED);
            turn.turnBack(new Cause(EXPIRED, saga.awaiting().get(0)));
        } else {
            turn.resendOrPark();
        }
    }

    /** What is due later than this was written while the clock was ahead. */
    Instant latest(Instant now) {
        return now.plus(timing.longest());
    }

    private SagaTurn<S, C> turn(SagaInstance<S> saga, Instant now) {
        return new SagaTurn<>(definition, timing, saga, now);
    }
}
