package dev.ares.messaging.autoconfigure;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;

import dev.ares.messaging.MessageMetrics;
import dev.ares.messaging.postgres.PostgresHousekeeping;
import dev.ares.messaging.relay.MessageTable;
import dev.ares.observability.BlockingBoundary;

/** Measures the backlog every five seconds, and drops what is old every ten minutes. */
@BlockingBoundary("a thread of its own; one chore after the other")
final class Housekeeper {

    private static final Logger log = LoggerFactory.getLogger(Housekeeper.class);

    private static final Duration MEASURE_EVERY = Duration.ofSeconds(5);
    private static final Duration LONGEST_CHORE = Duration.ofMinutes(1);

    private final MessageTable table;
    private final PostgresHousekeeping housekeeping;
    private final MessageMetrics metrics;
    private final MessagingSettings settings;
    private final Duration measureEvery;
    private @Nullable ScheduledExecutorService thread;

    Housekeeper(
            MessageTable table, PostgresHousekeeping housekeeping, MessageMetrics metrics, MessagingSettings settings) {
        this(table, housekeeping, metrics, settings, MEASURE_EVERY);
    }

    Housekeeper(
            MessageTable table,
            PostgresHousekeeping housekeeping,
            MessageMetrics metrics,
            MessagingSettings settings,
            Duration measureEvery) {
        this.table = table;
        this.housekeeping = housekeeping;
        this.metrics = metrics;
        this.settings = settings;
        this.measureEvery = measureEvery;
    }

    void start() {
        ScheduledExecutorService started = Executors.newSingleThreadScheduledExecutor(chore -> {
            Thread daemon = new Thread(chore, "messaging-housekeeper");
            daemon.setDaemon(true);
            return daemon;
        });
        started.scheduleWithFixedDelay(() -> run(this::measure), 0, measureEvery.toMillis(), TimeUnit.MILLISECONDS);
        started.scheduleWithFixedDelay(() -> run(this::drop), 1, 10, TimeUnit.MINUTES);
        thread = started;
    }

    void stop() {
        if (thread != null) {
            thread.shutdownNow();
        }
    }

    private Mono<Void> measure() {
        return table.backlog().doOnNext(metrics::backlog).then();
    }

    private Mono<Void> drop() {
        return housekeeping
                .dropProcessed(settings.outbox().retention())
                .then(housekeeping.forgetReceived(settings.inbox().retention()))
                .then(housekeeping.forgetAppliedLetters(settings.inbox().retention()))
                .then();
    }

    /** Whatever it fails with: a scheduled task that throws is never run again. */
    private static void run(Supplier<Mono<Void>> chore) {
        try {
            chore.get().block(LONGEST_CHORE);
        } catch (Exception | Error fault) {
            log.warn("Housekeeping failed, to be done again later: {}", fault.toString());
        }
    }
}
