package dev.ares.messaging.kafka;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

import dev.ares.messaging.Subscription;
import dev.ares.messaging.Workers;
import dev.ares.messaging.inflight.InFlightLimit;
import dev.ares.messaging.reader.SubscriptionReader;
import dev.ares.observability.BlockingBoundary;

/** Runs the readers of all subscriptions, each on a thread of its own. Starting does not wait for the broker. */
@BlockingBoundary("joins its threads when it stops")
public final class KafkaReaders {

    private final KafkaSettings settings;
    private final KafkaTopics topics;
    private final Function<String, InFlightLimit> limits;
    private final Workers workers = new Workers();
    private final List<String> names = new ArrayList<>();

    /** @param limits makes the limit of a reader, named {@code payment-service<-ares.payment.commands} */
    public KafkaReaders(KafkaSettings settings, KafkaTopics topics, Function<String, InFlightLimit> limits) {
        this.settings = settings;
        this.topics = topics;
        this.limits = limits;
    }

    public void start(SubscriptionReader reader) {
        Subscription subscription = reader.subscription();
        String name = subscription.reader() + "<-" + subscription.topic();
        TopicReader thread = new TopicReader(name, reader, settings, topics, limits.apply(name));
        workers.start(name, thread::readNext, thread::close);
        names.add(name);
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
