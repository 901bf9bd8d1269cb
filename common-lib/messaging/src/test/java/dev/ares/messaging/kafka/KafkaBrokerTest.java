package dev.ares.messaging.kafka;

import java.util.stream.Stream;

import org.apache.kafka.common.InvalidRecordException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.errors.NotEnoughReplicasException;
import org.apache.kafka.common.errors.OutOfOrderSequenceException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

class KafkaBrokerTest {

    static Stream<Exception> ofTheRecord() {
        return Stream.of(
                new RecordTooLargeException("3 MB"),
                new InvalidRecordException("refused by the broker"),
                new InvalidTopicException("no such name"));
    }

    static Stream<Exception> notOfTheRecord() {
        return Stream.of(
                new TimeoutException("delivery"),
                new NotEnoughReplicasException("one is down"),
                new UnknownTopicOrPartitionException("not created yet"),
                new TopicAuthorizationException("a setting of the broker"),
                new AuthorizationException("a setting of the broker"),
                new OutOfOrderSequenceException("the producer is confused"),
                new KafkaException("part of a batch which had one or more invalid records"));
    }

    @ParameterizedTest
    @MethodSource
    void ofTheRecord(Exception fault) {
        assertThat(KafkaBroker.isOfTheRecord(fault)).isTrue();
    }

    @ParameterizedTest
    @MethodSource
    void notOfTheRecord(Exception fault) {
        assertThat(KafkaBroker.isOfTheRecord(fault)).isFalse();
    }
}
