package dev.ares.messaging;

import java.time.Clock;
import java.util.UUID;

/**
 * Ids that sort after all of earlier milliseconds (UUID version 7, RFC 9562, 5.7): the indexes of outboxes and inboxes grow
 * at one end, and not on a page of its own for every message, each of which would go into the database's log.
 */
final class MessageId {

    /** Nothing is decided by the time in an id, so no test needs to set it. */
    private static final Clock CLOCK = Clock.systemUTC();

    private MessageId() {}

    static UUID next() {
        return at(CLOCK.millis());
    }

    /** Two of one millisecond, of whatever processes, differ in 74 random bits. */
    static UUID at(long epochMillis) {
        UUID random = UUID.randomUUID();
        long high = (epochMillis << 16) | 0x7000 | (random.getMostSignificantBits() & 0xfff);
        return new UUID(high, random.getLeastSignificantBits());
    }
}
