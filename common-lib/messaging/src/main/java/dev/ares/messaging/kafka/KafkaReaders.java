package dev.ares.messaging.kafka;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import dev.ares.messaging.Subscription;
import dev.ares.messaging.SubscriptionReader;
import dev.ares.messaging.Workers;
import dev.ares.observability.BlockingBoundary;

/** Runs the readers of all subscriptions, each on threads of its own. Starting does not wait for the broker. */
@BlockingBoundary("joins its threads when it stops")
public final class KafkaReaders {

    private final KafkaSettings settings;
    private final KafkaTopics topics;
    private final int concurrency;
    private final Workers workers = new Workers();
    private final List<String> names = new ArrayList<>();

    /** @param concurrency threads per subscription; more than there are partitions stay idle */
    public KafkaReaders(KafkaSettings settings, KafkaTopics topics, int concurrency) {
        this.settings = settings;
        this.topics = topics;
        this.concurrency = concurrency;
    }

    public void start(SubscriptionReader reader) {
        Subscription subscription = reader.subscription();
        for (int i = 0; i < concurrency; i++) {
            TopicReader thread = new TopicReader(reader, settings, topics);
            String name = subscription.reader() + "<-" + subscription.topic() + "-" + i;
            workers.start(name, thread::readNext, thread::close);
            names.add(name);
        }
    }

    /** Lets each reader finish its batch and commit its offsets. */
    public void stop(Duration patience) throws InterruptedException {
        names.forEach(workers::finish);
        for (String name : names) {
            workers.stop(name, patience);
        }
        names.clear();
    }
}
