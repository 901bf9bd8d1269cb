package dev.ares.messaging;

import java.util.Map;
import java.util.UUID;

import com.google.protobuf.Message;

/**
 * A message as a handler gets it: decoded, and not applied before.
 *
 * @param id the sender's id of the message
 * @param key the Kafka key
 * @param headers all headers as text, the CloudEvents attributes ({@code ce_type}, ...) and {@code traceparent} among
 *     them
 */
public record Received<M extends Message>(UUID id, String key, Map<String, String> headers, M body) {

    public Received {
        headers = Map.copyOf(headers);
    }
}
