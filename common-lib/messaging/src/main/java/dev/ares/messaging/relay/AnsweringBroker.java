package dev.ares.messaging.relay;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A broker that tells once what became of each message, whatever is thrown on the way to it: who sends counts what is under
 * way by these answers. What was thrown says nothing about the message, so it is sent again.
 */
final class AnsweringBroker implements Broker {

    private static final Logger log = LoggerFactory.getLogger(AnsweringBroker.class);

    private final Broker broker;

    AnsweringBroker(Broker broker) {
        this.broker = broker;
    }

    @Override
    public void send(StoredMessage message, Consumer<Delivery> settled) {
        AtomicBoolean answered = new AtomicBoolean();
        Consumer<Delivery> once = delivery -> {
            if (answered.compareAndSet(false, true)) {
                settled.accept(delivery);
            }
        };
        try {
            broker.send(message, once);
        } catch (Exception | Error thrown) {
            log.debug(
                    "message {} could not be given to the broker",
                    message.message().id(),
                    thrown);
            once.accept(new Delivery.Unknown(message, thrown.toString()));
        }
    }
}
