package dev.ares.messaging.kafka;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
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
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class KafkaBrokerTest {

    private static final Duration SECOND = Duration.ofSeconds(1);

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

    /** After such a fault the producer is discarded; that this fails is no reason not to tell what became of the record. */
    @Test
    void whatBecameOfARecordIsToldThoughItsProducerCannotBeClosed() {
        KafkaSettings settings =
                new KafkaSettings("127.0.0.1:1", "shop", "", SECOND, SECOND, SECOND, 1, 1, (short) 1, Map.of());
        List<Exception> told = new ArrayList<>();
        RuntimeException confused = new OutOfOrderSequenceException("the producer is confused");
        MockProducer<String, byte[]> producer =
                new MockProducer<>(false, null, new StringSerializer(), new ByteArraySerializer()) {
                    @Override
                    public void close(Duration patience) {
                        throw new IllegalStateException("cannot be closed");
                    }
                };
        KafkaBroker broker = new KafkaBroker(settings, new KafkaTopics(settings), () -> producer);

        broker.start(new ProducerRecord<>("notes", new byte[0]), (metadata, fault) -> told.add(fault));
        assertThatThrownBy(() -> producer.errorNext(confused)).hasMessage("cannot be closed");

        assertThat(told).containsExactly(confused);
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
