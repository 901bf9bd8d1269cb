package dev.ares.messaging.kafka;

import java.util.Map;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

class KafkaTopicsTest {

    @ParameterizedTest
    @CsvSource({"1, 1", "2, 1", "3, 2", "5, 4"})
    void aRecordIsAcknowledgedByAllReplicasButOne(short replicas, String inSync) {
        assertThat(KafkaTopics.created("t", 12, replicas, Map.of("retention.ms", "-1"))
                        .configs())
                .containsOnly(entry("retention.ms", "-1"), entry("min.insync.replicas", inSync));
    }
}
