package dev.ares.saga;

import java.util.List;

import reactor.core.publisher.Mono;

/** Port: where commands go. */
public interface SagaCommands<C> {

    /**
     * Writes the commands, in one statement, within the transaction of the saga's write: they leave if and only if it
     * commits. Never called with an empty list.
     */
    Mono<Void> send(List<Dispatch<C>> dispatches);
}
