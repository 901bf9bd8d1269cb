package dev.ares.messaging.web;

import java.time.Instant;
import java.util.Base64;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;

import com.fasterxml.jackson.annotation.JsonRawValue;
import org.jspecify.annotations.Nullable;

import dev.ares.messaging.operator.MessageBrowser.Listed;
import dev.ares.messaging.operator.MessageBrowser.Status;
import dev.ares.messaging.operator.MessageTypes;

/**
 * A message for people.
 *
 * @param status {@code pending}, {@code failed} or {@code dead-letter}
 * @param reader who could not apply it; only of a dead letter
 * @param payload as JSON, where the type is known and the payload is of it
 * @param payloadBase64 as bytes, where it cannot be shown as JSON
 * @param at when it was written; of a dead letter when it was parked
 */
record MessageView(
        UUID id,
        String status,
        String topic,
        @Nullable String reader,
        String key,
        String type,
        Map<String, String> headers,
        @JsonRawValue @Nullable String payload,
        @Nullable String payloadBase64,
        int attempts,
        @Nullable String reason,
        Instant at) {

    static MessageView of(Listed message, MessageTypes types) {
        String json = types.json(message.type(), message.payload()).orElse(null);
        return new MessageView(
                message.id(),
                shown(message.status()),
                message.topic(),
                message.reader(),
                message.key(),
                message.type(),
                message.headers(),
                json,
                json == null ? Base64.getEncoder().encodeToString(message.payload()) : null,
                message.attempts(),
                message.reason(),
                message.at());
    }

    static String shown(Status status) {
        return status.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
