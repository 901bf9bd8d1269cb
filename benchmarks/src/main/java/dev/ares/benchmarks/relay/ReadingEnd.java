package dev.ares.benchmarks.relay;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/** Reads all topics on one thread, the same for every contender, and keeps nothing but the receipts of the present run. */
final class ReadingEnd implements AutoCloseable {

    static final Map<String, Object> SETTINGS = Map.of(
            "fetch.min.bytes", "1",
            "max.poll.records", "5000",
            "fetch.max.bytes", "8388608",
            "enable.auto.commit", "false",
            "auto.offset.reset", "earliest");

    private final AtomicLong strays = new AtomicLong();
    private final Thread thread;
    private volatile Receipts receipts = new Receipts(0, 1);
    private volatile boolean running = true;

    ReadingEnd(String kafka, Collection<Site> sites) {
        thread = new Thread(() -> read(kafka, sites), "consumer");
        thread.setDaemon(true);
        thread.start();
    }

    /** From now on, these are the messages that count. */
    void expect(Receipts next) {
        receipts = next;
        strays.set(0);
    }

    void committed(String key) {
        receipts.committed(key);
    }

    /** Messages of earlier runs that came during this one. */
    long strays() {
        return strays.get();
    }

    private void read(String kafka, Collection<Site> sites) {
        var settings = new HashMap<>(SETTINGS);
        settings.put("bootstrap.servers", kafka);
        try (var consumer = new KafkaConsumer<>(settings, new StringDeserializer(), new ByteArrayDeserializer())) {
            consumer.assign(sites.stream()
                    .flatMap(site -> IntStream.range(0, Site.PARTITIONS)
                            .mapToObj(partition -> new TopicPartition(site.topic(), partition)))
                    .toList());
            while (running) {
                var polled = consumer.poll(Duration.ofMillis(100));
                long at = System.nanoTime();
                Receipts present = receipts;
                for (ConsumerRecord<String, byte[]> one : polled) {
                    if (!present.arrived(one.key(), at)) {
                        strays.incrementAndGet();
                    }
                }
            }
        }
    }

    @Override
    public void close() throws InterruptedException {
        running = false;
        thread.join(5000);
    }
}
