package dev.ares.messaging;

import java.util.Map;
import java.util.UUID;

import com.google.protobuf.Message;

/**
 * A message to be sent.
 *
 * @param id what readers know the message by: they apply one id once
 * @param topic the Kafka topic
 * @param key the Kafka key, for example the order id; messages of a key share a partition
 * @param type the full name of the Protobuf type, for example {@code ares.order.v1.OrderConfirmed}
 * @param headers further headers; the CloudEvents attributes and the trace are added by the library
 * @param payload the Protobuf binary; not copied, so it must not change afterwards
 */
public record OutgoingMessage(
        UUID id, String topic, String key, String type, Map<String, String> headers, byte[] payload) {

    public OutgoingMessage {
        headers = Map.copyOf(headers);
    }

    /** A message of a new id, typed by the body's descriptor, without further headers. */
    public static OutgoingMessage of(String topic, String key, Message body) {
        return of(topic, key, body.getDescriptorForType().getFullName(), body.toByteArray());
    }

    /** A message of a new id, without further headers. */
    public static OutgoingMessage of(String topic, String key, String type, byte[] payload) {
        return new OutgoingMessage(MessageId.next(), topic, key, type, Map.of(), payload);
    }

    /** The same message with these headers in place of its own. */
    public OutgoingMessage withHeaders(Map<String, String> replaced) {
        return new OutgoingMessage(id, topic, key, type, replaced, payload);
    }
}
