package dev.ares.saga;

import java.util.List;
import java.util.Map;
import java.util.UUID;

import reactor.core.publisher.Mono;

/**
 * Runs the sagas of one definition. Instance, timeline, commands and what the {@link SagaListener} does are written in
 * one transaction. Rows are locked in id order, so that batches do not deadlock.
 *
 * @param <S> the state that a saga is started with
 */
public interface SagaOrchestrator<S> {

    /** What its sagas do, step by step. */
    SagaDefinition<S, ?> definition();

    /**
     * Stores sagas and writes their first commands, in two statements whatever their number. Joins the caller's
     * transaction.
     *
     * <p>Every command that a saga could ever send is built once here, so that one which could not be carried through is
     * refused before its first step.
     *
     * @param states by id; none does nothing
     * @return an error without transaction, when a command cannot be built, or when an id is taken: the caller rolls back
     */
    Mono<Void> start(Map<UUID, S> states);

    /** One as {@link #start(Map)}. */
    default Mono<Void> start(UUID id, S state) {
        return start(Map.of(id, state));
    }

    /**
     * Applies replies, in the order of the list; unknown sagas and stale replies are passed over. Joins the caller's
     * transaction.
     *
     * @return an error without transaction, and when anything could not be written: the caller rolls back
     */
    Mono<Void> handle(List<SagaReply> replies);

    /**
     * Undoes the saga when its pivot's command is not yet written, records the wish otherwise. May be repeated. Joins
     * the caller's transaction, or makes one.
     *
     * @param reason a stable code
     */
    Mono<CancelResult> cancel(UUID id, String reason);

    /**
     * Locks the saga until the end of the caller's transaction, and tells where it stands: it does not move meanwhile.
     * That holds of a saga too whose state does not decode, which is not looked at. Joins the caller's transaction.
     *
     * @return empty when there is no such saga; an error without transaction
     */
    Mono<SagaInstance.Phase> hold(UUID id);

    /**
     * Lets a parked saga go on: what it waits for is sent again. One that was contradicted loses the mark: people have
     * looked. Joins the caller's transaction, or makes one.
     *
     * @return false when there is no such saga, or it waits for no operator
     */
    Mono<Boolean> retry(UUID id);

    /**
     * Takes sagas whose deadline or next attempt has come, in a transaction of its own. Sagas that somebody else holds
     * are left for the next time. The {@link SagaSweeper} calls it.
     *
     * @param limit the most to take at once
     * @return how many were taken
     */
    Mono<Integer> sweep(int limit);
}
