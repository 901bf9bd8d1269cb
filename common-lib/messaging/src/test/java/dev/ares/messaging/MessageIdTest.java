package dev.ares.messaging;

import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class MessageIdTest {

    private static final long NOW = Instant.parse("2026-11-23T12:00:00.123Z").toEpochMilli();

    @Test
    void anIdSortsAfterThoseOfEarlierMilliseconds() {
        List<String> ids = Stream.of(NOW, NOW + 1, NOW + 1000, NOW + 1_000_000_000L)
                .map(millis -> MessageId.at(millis).toString())
                .toList();

        // PostgreSQL compares bytes, and so does its text.
        assertThat(ids).isSorted();
    }

    @Test
    void anIdIsOfVersion7AndOfNow() {
        UUID id = MessageId.at(NOW);

        assertThat(id.version()).isEqualTo(7);
        assertThat(id.variant()).isEqualTo(2);
        assertThat(id.getMostSignificantBits() >>> 16).isEqualTo(NOW);
        assertThat(MessageId.next()).isGreaterThan(MessageId.at(NOW - 1));
    }

    @Test
    void idsOfAMillisecondDiffer() {
        Set<UUID> ids = new HashSet<>();
        for (int i = 0; i < 10_000; i++) {
            ids.add(MessageId.at(NOW));
        }

        assertThat(ids).hasSize(10_000);
    }
}
