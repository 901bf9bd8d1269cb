package dev.ares.messaging.reader;

import java.time.Duration;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

import dev.ares.messaging.Faults;
import dev.ares.observability.BlockingBoundary;

/**
 * Applies a batch, and when one of it is at fault finds that one by halving: the rest is applied, in its order, in as
 * large parts as may be. One that still fails alone, {@value #ATTEMPTS} times, is parked. A fault of the infrastructure
 * ends it at once, since it tells nothing about the batch; the caller applies the same batch again later.
 *
 * @param <T> what is applied
 */
final class BatchSplitter<T> {

    /** More than one, because a constraint may fail only for what runs beside it. */
    static final int ATTEMPTS = 3;

    private static final Duration PAUSE = Duration.ofMillis(50);

    private final Consumer<List<T>> attempt;
    private final BiConsumer<T, RuntimeException> park;

    /**
     * @param attempt applies all or none
     * @param park puts aside the one at fault; what it throws ends the batch as a fault of the infrastructure does
     */
    BatchSplitter(Consumer<List<T>> attempt, BiConsumer<T, RuntimeException> park) {
        this.attempt = attempt;
        this.park = park;
    }

    void apply(List<T> batch) {
        try {
            attempt.accept(batch);
        } catch (RuntimeException fault) {
            if (Faults.isOfInfrastructure(fault)) {
                throw fault;
            }
            if (batch.size() == 1) {
                applyAlone(batch, fault);
                return;
            }
            int middle = batch.size() / 2;
            apply(batch.subList(0, middle));
            apply(batch.subList(middle, batch.size()));
        }
    }

    private void applyAlone(List<T> one, RuntimeException firstFault) {
        RuntimeException fault = firstFault;
        for (int attempts = 1; attempts < ATTEMPTS; attempts++) {
            pause();
            try {
                attempt.accept(one);
                return;
            } catch (RuntimeException next) {
                if (Faults.isOfInfrastructure(next)) {
                    throw next;
                }
                fault = next;
            }
        }
        park.accept(one.get(0), fault);
    }

    @BlockingBoundary("the reader's own thread waits until what ran beside the record is through")
    private static void pause() {
        try {
            Thread.sleep(PAUSE.toMillis());
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new InterruptedWhileApplying(stopped);
        }
    }

    /** The process is stopping: no fault of the record. */
    private static final class InterruptedWhileApplying extends RuntimeException {

        InterruptedWhileApplying(InterruptedException cause) {
            super(cause);
        }
    }
}
