package dev.ares.messaging;

/** Where records are put that are themselves at fault. */
@FunctionalInterface
public interface DeadLetters {

    /**
     * Puts the record aside, unchanged, with the reason. Blocks, and returns only when the broker has acknowledged it.
     *
     * @param topic the dead-letter topic
     * @throws RuntimeException when it was not acknowledged; the record must then not be passed over
     */
    void park(String topic, ReceivedRecord parked, String reason);
}
