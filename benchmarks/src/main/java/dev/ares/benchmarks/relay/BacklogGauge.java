package dev.ares.benchmarks.relay;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

import dev.ares.messaging.relay.MessageTable;

/** Counts what waits as often as the library's own housekeeper does in a service, so that this is part of the figures. */
final class BacklogGauge implements AutoCloseable {

    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(chore -> {
        Thread daemon = new Thread(chore, "backlog-gauge");
        daemon.setDaemon(true);
        return daemon;
    });

    BacklogGauge(MessageTable table) {
        thread.scheduleWithFixedDelay(() -> table.backlog().block(Duration.ofSeconds(20)), 0, 5, TimeUnit.SECONDS);
    }

    @Override
    public void close() throws InterruptedException {
        thread.shutdown();
        thread.awaitTermination(20, TimeUnit.SECONDS);
    }
}
