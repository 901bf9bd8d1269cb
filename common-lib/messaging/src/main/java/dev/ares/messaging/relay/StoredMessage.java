package dev.ares.messaging.relay;

import java.time.Duration;

import dev.ares.messaging.OutgoingMessage;

/**
 * A message of the local message table, leased to this process or held by it.
 *
 * @param slot the partition of the table that holds it
 * @param message what is to be sent
 * @param leaseEnds when another process may take it, in terms of {@link System#nanoTime()}; taken before the database
 *     took its own time, so never later than that
 */
public record StoredMessage(short slot, OutgoingMessage message, long leaseEnds) {

    /** Whether the lease still holds for as long as a send may take; it tells a pause of this process too. */
    boolean leasedFor(Duration sendTimeout) {
        return leaseEnds - System.nanoTime() > sendTimeout.toNanos();
    }
}
