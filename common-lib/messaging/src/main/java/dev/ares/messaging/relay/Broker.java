package dev.ares.messaging.relay;

import java.util.function.Consumer;

/** Where stored messages are sent. */
public interface Broker {

    /**
     * Starts to send a message. May block for a bounded time, for example while the broker is not to be reached.
     *
     * @param settled told once what became of the message, on any thread, at the latest when the send time-out has
     *     passed; must not block
     */
    void send(StoredMessage message, Consumer<Delivery> settled);
}
