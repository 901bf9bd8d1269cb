package dev.ares.saga;

import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

/**
 * One decision: what a saga became and what follows from it. All of it is written in one transaction, or nothing.
 *
 * @param since when the command was last sent that the saga was waiting on; null when it waited on none
 * @param changed false when the input was late, repeated or early: then the rest is empty
 */
public record Transition<S, C>(
        SagaInstance<S> instance,
        @Nullable Instant since,
        boolean changed,
        List<SagaLogEntry> entries,
        List<Dispatch<C>> dispatches,
        List<SagaMilestone> milestones) {

    public Transition {
        entries = List.copyOf(entries);
        dispatches = List.copyOf(dispatches);
        milestones = List.copyOf(milestones);
    }

    static <S, C> Transition<S, C> none(SagaInstance<S> instance) {
        return new Transition<>(instance, null, false, List.of(), List.of(), List.of());
    }

    /** This decision and one that was taken on its result, written together. */
    Transition<S, C> and(Transition<S, C> next) {
        return new Transition<>(
                next.instance,
                since == null ? next.since : since,
                changed || next.changed,
                concat(entries, next.entries),
                concat(dispatches, next.dispatches),
                concat(milestones, next.milestones));
    }

    private static <T> List<T> concat(List<T> first, List<T> second) {
        return Stream.concat(first.stream(), second.stream()).toList();
    }
}
