package dev.ares.messaging.operator;

import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;

/** Messages of a service that are not through, for people to look at. */
public interface MessageBrowser {

    /** Oldest first. @param after the last one of the page before; null for the first page */
    Flux<Listed> find(Set<Status> statuses, @Nullable Position after, int limit);

    /** Why a message is not through. */
    enum Status {
        /** Waits in the local message table to be sent, or is being sent. */
        PENDING,
        /** Was refused by the broker for a reason that lies in the message, and is not sent any more. */
        FAILED,
        /** Was received and could not be applied for a reason that lies in the message. */
        DEAD_LETTER
    }

    /** Where a listed message stands in the order of the list. */
    record Position(Instant at, UUID id) {}

    /**
     * @param id names it to {@link Redrive}: of a sent message its own id, of a dead letter the letter's
     * @param reader who could not apply it; null unless it is a dead letter
     * @param attempts failed attempts
     * @param reason of the last failed attempt; null when none failed
     */
    record Listed(
            UUID id,
            Status status,
            String topic,
            @Nullable String reader,
            String key,
            String type,
            Map<String, String> headers,
            byte[] payload,
            int attempts,
            @Nullable String reason,
            Instant at) {

        public Position position() {
            return new Position(at, id);
        }
    }
}
