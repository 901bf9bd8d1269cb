package dev.ares.messaging.relay;

import java.time.Duration;

import dev.ares.messaging.BackOff;

/** Holds the relay back while the broker is failing. Many failures of one burst count as one. */
final class Gate {

    private final BackOff backOff = new BackOff();
    private long opensAt = System.nanoTime();

    /** Lets a delivery tell how the broker is; a refusal tells of the message only. */
    void heard(Delivery delivery) {
        if (delivery instanceof Delivery.Unknown) {
            failed();
        } else if (delivery instanceof Delivery.Acknowledged) {
            succeeded();
        }
    }

    synchronized void failed() {
        if (isOpen()) {
            opensAt = System.nanoTime() + backOff.next().toNanos();
        }
    }

    synchronized void succeeded() {
        backOff.reset();
        opensAt = System.nanoTime();
    }

    synchronized boolean isOpen() {
        return opensAt - System.nanoTime() <= 0;
    }

    /** How long it stays closed; not positive when it is open. */
    synchronized Duration remaining() {
        return Duration.ofNanos(opensAt - System.nanoTime());
    }
}
