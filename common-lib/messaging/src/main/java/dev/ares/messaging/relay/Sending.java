package dev.ares.messaging.relay;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** What becomes of the messages that are sent while they are held. What is known too late is told to somebody else. */
final class Sending {

    /**
     * @param settled what is known
     * @param underWay messages given to the broker of which nothing is known yet
     */
    record Outcome(List<Delivery> settled, List<StoredMessage> underWay) {}

    private final Consumer<Delivery> late;
    private final Map<UUID, StoredMessage> underWay = new HashMap<>();
    private final List<Delivery> settled = new ArrayList<>();
    private boolean over;

    /** @param late told, on any thread, what becomes of a message after its hold */
    Sending(Consumer<Delivery> late) {
        this.late = late;
    }

    synchronized void started(StoredMessage message) {
        underWay.put(message.message().id(), message);
    }

    void settle(Delivery delivery) {
        if (!inTime(delivery)) {
            late.accept(delivery);
        }
    }

    private synchronized boolean inTime(Delivery delivery) {
        if (over) {
            return false;
        }
        settled.add(delivery);
        underWay.remove(delivery.message().message().id());
        if (underWay.isEmpty()) {
            notifyAll();
        }
        return true;
    }

    /** Waits until everything is settled, but not longer than until then, in terms of {@link System#nanoTime()}. */
    synchronized Outcome await(long until) throws InterruptedException {
        for (long left = until - System.nanoTime(); !underWay.isEmpty() && left > 0; left = until - System.nanoTime()) {
            TimeUnit.NANOSECONDS.timedWait(this, left);
        }
        over = true;
        return new Outcome(List.copyOf(settled), List.copyOf(underWay.values()));
    }
}
