package dev.ares.saga;

import java.time.Instant;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/** Port: who watches sagas without a say in what they do, for example to count. */
@FunctionalInterface
public interface SagaWatcher {

    SagaWatcher NONE = (saga, entry, since) -> {};

    /**
     * Told of a saga before it is run for the first time.
     *
     * @param steps the names of its steps and of what its tails are acknowledged by
     */
    default void runs(String saga, Set<String> steps) {}

    /**
     * Told of each timeline entry after the commit of what it tells; never when that rolled back, and perhaps not when
     * the process died in between. Must neither block nor fail.
     *
     * @param saga the definition's name
     * @param since when the command was last sent that the saga was waiting on; null when it waited on none
     */
    void happened(String saga, SagaLogEntry entry, @Nullable Instant since);
}
