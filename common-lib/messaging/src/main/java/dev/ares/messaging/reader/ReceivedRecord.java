package dev.ares.messaging.reader;

import java.util.Map;

/**
 * A record as the broker handed it over.
 *
 * @param position names the record for people: topic, partition and offset
 * @param key the Kafka key; empty when it had none
 * @param headers all headers as text
 * @param payload the bytes as they are; empty when it had none
 */
public record ReceivedRecord(String position, String key, Map<String, String> headers, byte[] payload) {

    public ReceivedRecord {
        headers = Map.copyOf(headers);
    }
}
