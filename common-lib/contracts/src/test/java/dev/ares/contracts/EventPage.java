package dev.ares.contracts;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import dev.ares.contracts.EventCatalogue.Entry;

/** The catalogue as a page for people. */
final class EventPage {

    private static final String HEAD = """
            # Event catalogue

            Made from the contracts (`common-lib/contracts`), where each message says this of itself; the build fails when this
            page is stale, when a message is missing, or when a service reads what is not listed here. To write it again:
            `mvn verify -pl common-lib/contracts -Dares.events=write`.

            Payloads are Protobuf, with CloudEvents attributes and `traceparent` as Kafka headers. Every message may come twice
            and in any order. The inbox drops what was applied before; the last column is what makes a repetition harmless even
            where the inbox has forgotten it. Services create topics that are not there, with the broker's default retention
            (`log.retention.hours`, 168 unless it was set); dead-letter topics keep their records until somebody deletes them.
            """;

    private EventPage() {}

    static String text(Map<String, List<Entry>> byTopic) {
        return HEAD
                + byTopic.entrySet().stream()
                        .map(topic -> section(topic.getKey(), topic.getValue()))
                        .collect(Collectors.joining());
    }

    private static String section(String topic, List<Entry> entries) {
        return "\n## " + topic
                + "\n\n| message | sent by | key | kept for | read by | idempotent by |\n|---|---|---|---|---|---|\n"
                + entries.stream().map(EventPage::rows).collect(Collectors.joining());
    }

    private static String rows(Entry entry) {
        return entry.event().getReadByList().stream()
                .map(reader -> "| `%s` | %s | %s | %s | %s | %s |\n"
                        .formatted(
                                entry.type(),
                                entry.event().getSender(),
                                entry.event().getKey(),
                                entry.event().getRetention(),
                                reader.getName(),
                                reader.getIdempotentBy()))
                .collect(Collectors.joining());
    }
}
