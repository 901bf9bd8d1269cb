package dev.ares.messaging.reader;

import dev.ares.messaging.Subscription;

/** Where records are put that are themselves at fault. */
@FunctionalInterface
public interface DeadLetters {

    /**
     * Puts the record aside, unchanged, with the reason. Blocks, and returns only when it is kept. Harmless when
     * repeated for the same record.
     *
     * @param of the subscription whose reader could not apply it
     * @throws RuntimeException when it may not be kept; the record must then not be passed over
     */
    void park(Subscription of, ReceivedRecord parked, String reason);

    /** Keeps in both: first here, then there. */
    default DeadLetters then(DeadLetters next) {
        return (of, parked, reason) -> {
            park(of, parked, reason);
            next.park(of, parked, reason);
        };
    }
}
