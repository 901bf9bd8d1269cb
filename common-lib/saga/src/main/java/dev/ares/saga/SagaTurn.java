package dev.ares.saga;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

import dev.ares.saga.SagaInstance.Cause;
import dev.ares.saga.SagaInstance.Phase;
import dev.ares.saga.SagaLogEntry.Event;
import dev.ares.saga.SagaReply.Outcome;
import dev.ares.saga.SagaStep.Kind;

/** A saga while it is being moved by one input: the moves that {@link SagaTransitions} chooses from, and their traces. */
final class SagaTurn<S, C> {

    private final SagaDefinition<S, C> definition;
    private final SagaTiming timing;
    private final SagaInstance<S> before;
    private final Instant now;

    private Phase phase;
    private final List<String> undoable;
    private final List<String> awaiting;
    private int attempt;
    private @Nullable Instant dueAt;
    private @Nullable Cause cause;
    private @Nullable String cancelRequested;
    private @Nullable String parked;
    private @Nullable String contradicted;

    private final List<SagaLogEntry> entries = new ArrayList<>();
    private final List<Dispatch<C>> dispatches = new ArrayList<>();
    private final List<SagaMilestone> milestones = new ArrayList<>();
    private boolean changed;

    SagaTurn(SagaDefinition<S, C> definition, SagaTiming timing, SagaInstance<S> before, Instant now) {
        this.definition = definition;
        this.timing = timing;
        this.before = before;
        this.now = now;
        this.phase = before.phase();
        this.undoable = new ArrayList<>(before.undoable());
        this.awaiting = new ArrayList<>(before.awaiting());
        this.attempt = before.attempt();
        this.dueAt = before.dueAt();
        this.cause = before.cause();
        this.cancelRequested = before.cancelRequested();
        this.parked = before.parked();
        this.contradicted = before.contradicted();
    }

    /** Sends the step's command for the first time. For the pivot this is the point of no return. */
    void take(SagaStep<S, C> step) {
        if (step.kind() == Kind.PIVOT) {
            phase = Phase.PIVOTING;
        }
        if (step.undo() != null) {
            undoable.add(step.name());
        }
        await(List.of(step.name()));
        dispatch(step.name(), step.action(), Event.DISPATCHED);
    }

    void advance(String done) {
        log(done, Event.DONE);
        take(definition.following(done, before.state()));
    }

    void passPivot(String done) {
        log(done, Event.DONE);
        milestones.add(new SagaMilestone.PivotPassed(before.id()));
        phase = Phase.FINISHING;
        undoable.clear();
        List<SagaStep<S, C>> tails = definition.tails(before.state());
        await(tails.stream().flatMap(tail -> tail.acknowledgements().stream()).toList());
        tails.forEach(tail -> dispatch(tail.name(), tail.action(), Event.DISPATCHED));
        completeWhenNothingIsAwaited();
    }

    void acknowledged(String acknowledgement) {
        log(acknowledgement, Event.DONE);
        awaiting.remove(acknowledgement);
        completeWhenNothingIsAwaited();
    }

    void refused(String step, Cause why) {
        log(step, Event.REFUSED, why.reason());
        undoable.remove(step);
        turnBack(why);
    }

    void turnBack(Cause why) {
        phase = Phase.COMPENSATING;
        cause = why;
        awaiting.clear();
        undoWhatMayBe();
    }

    void undone(String step) {
        log(step, Event.UNDONE);
        undoable.remove(step);
        awaiting.remove(step);
        undoWhatMayBe();
    }

    void recordCancel(String reason) {
        if (cancelRequested == null) {
            cancelRequested = reason;
            log(null, Event.CANCEL_RECORDED, reason);
        }
    }

    /** People have looked: the mark goes, and what is parked goes on. */
    void resume() {
        contradicted = null;
        if (parked != null) {
            parked = null;
            attempt = 0;
            resend();
        }
    }

    /** The first word stands. That it was taken back stays marked until an operator has looked. */
    void contradicted(String step, Outcome outcome) {
        log(step, Event.CONTRADICTED, outcome.toString());
        contradicted = step + " answered against its first word: " + outcome;
    }

    /** As often as it helps; the pivot, which is never given up, for ever. */
    void resendOrPark() {
        if (phase == Phase.PIVOTING || attempt < timing.maxAttempts()) {
            resend();
        } else {
            park("no answer to %d attempts: %s".formatted(attempt, String.join(", ", awaiting)));
        }
    }

    /** Restarts the wait as if the command had been sent now; when it really was is unknown. */
    void restartWait() {
        changed = true;
        dueAt = now.plus(timing.after(phase, attempt));
    }

    private void park(String reason) {
        parked = reason;
        dueAt = null;
        log(null, Event.PARKED, reason);
    }

    /** Sends what is still unanswered again. The second, fourth, eighth ... attempt is listed, so that logs stay short. */
    void resend() {
        changed = true;
        attempt++;
        dueAt = now.plus(timing.after(phase, attempt));
        unanswered().forEach((step, command) -> {
            dispatches.add(new Dispatch<>(before.id(), step, attempt, command.apply(before.state())));
            if (attempt > 1 && Integer.bitCount(attempt) == 1) {
                log(step, Event.RESENT, "attempt " + attempt);
            }
        });
    }

    void log(@Nullable String step, Event event) {
        log(step, event, null);
    }

    void log(@Nullable String step, Event event, @Nullable String detail) {
        changed = true;
        entries.add(new SagaLogEntry(before.id(), before.entries() + entries.size() + 1, now, step, event, detail));
    }

    Transition<S, C> end() {
        if (!changed) {
            return Transition.none(before);
        }
        SagaInstance<S> after = new SagaInstance<>(
                before.id(),
                before.saga(),
                before.state(),
                before.version(),
                phase,
                undoable,
                awaiting,
                attempt,
                dueAt,
                cause,
                cancelRequested,
                parked,
                contradicted,
                before.entries() + entries.size());
        return new Transition<>(after, since(), true, entries, dispatches, milestones);
    }

    private @Nullable Instant since() {
        Instant due = before.dueAt();
        return due == null ? null : due.minus(timing.after(before.phase(), before.attempt()));
    }

    private Map<String, Function<? super S, ? extends C>> unanswered() {
        Map<String, Function<? super S, ? extends C>> commands = new LinkedHashMap<>();
        for (String answer : awaiting) {
            if (phase == Phase.FINISHING) {
                SagaStep<S, C> tail = definition.tailAcknowledgedBy(answer);
                commands.put(tail.name(), tail.action());
            } else {
                SagaStep<S, C> step = definition.step(answer);
                commands.put(answer, phase == Phase.COMPENSATING ? undoOf(step) : step.action());
            }
        }
        return commands;
    }

    private void undoWhatMayBe() {
        if (undoable.isEmpty()) {
            end(Phase.COMPENSATED, Event.COMPENSATED);
            Cause why = Objects.requireNonNull(cause, "cause");
            milestones.add(new SagaMilestone.Compensated(before.id(), why.reason(), why.detail()));
            return;
        }
        List<SagaStep<S, C>> next = SagaDefinition.freeToUndo(
                        undoable.stream().map(definition::step).toList())
                .stream()
                .filter(step -> !awaiting.contains(step.name()))
                .toList();
        if (!next.isEmpty()) {
            List<String> answers = new ArrayList<>(awaiting);
            next.forEach(step -> answers.add(step.name()));
            await(answers);
            next.forEach(step -> dispatch(step.name(), undoOf(step), Event.UNDOING));
        }
    }

    private void completeWhenNothingIsAwaited() {
        if (awaiting.isEmpty()) {
            end(Phase.COMPLETED, Event.COMPLETED);
            milestones.add(new SagaMilestone.Completed(before.id(), cancelRequested));
        }
    }

    private void end(Phase terminal, Event event) {
        await(List.of());
        phase = terminal;
        dueAt = null;
        log(null, event, cause == null ? null : cause.reason());
    }

    private void await(List<String> answers) {
        awaiting.clear();
        awaiting.addAll(answers);
        attempt = 1;
        dueAt = now.plus(timing.after(phase, 1));
        parked = null;
    }

    private void dispatch(String step, Function<? super S, ? extends C> command, Event event) {
        dispatches.add(new Dispatch<>(before.id(), step, attempt, command.apply(before.state())));
        log(step, event);
    }

    private Function<? super S, ? extends C> undoOf(SagaStep<S, C> step) {
        if (step.undo() == null) {
            throw new IllegalStateException("step: %s (expected: one with an undo)".formatted(step.name()));
        }
        return step.undo();
    }
}
