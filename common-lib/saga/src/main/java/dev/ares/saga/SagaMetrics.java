package dev.ares.saga;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import org.jspecify.annotations.Nullable;

import dev.ares.saga.SagaLogEntry.Event;

/**
 * Counts what sagas do: {@code ares.saga.events} by {@code saga}, {@code step} (empty where the entry is about the saga
 * as a whole) and {@code event}, and times {@code ares.saga.step} by {@code saga}, {@code step} and {@code outcome}: from
 * the moment at which a step's command was last sent until its answer was written.
 *
 * <pre>started = completed + compensated + unended</pre>
 */
public final class SagaMetrics implements SagaWatcher {

    private static final Set<Event> OF_SAGA =
            Set.of(Event.STARTED, Event.COMPLETED, Event.COMPENSATED, Event.CANCELLED, Event.PARKED, Event.RETRIED);
    private static final Set<Event> OF_STEP =
            Set.of(Event.DONE, Event.REFUSED, Event.EXPIRED, Event.RESENT, Event.CONTRADICTED);
    private static final Set<Event> ANSWERS = Set.of(Event.DONE, Event.REFUSED, Event.UNDONE, Event.EXPIRED);

    private final MeterRegistry registry;

    public SagaMetrics(MeterRegistry registry) {
        this.registry = registry;
    }

    /** All of them begin at zero: who watches a rate would miss the first of the rare events otherwise. */
    @Override
    public void runs(String saga, Set<String> steps) {
        OF_SAGA.forEach(event -> counter(saga, "", event));
        for (String step : steps) {
            OF_STEP.forEach(event -> counter(saga, step, event));
            ANSWERS.forEach(event -> timer(saga, step, event));
        }
    }

    @Override
    public void happened(String saga, SagaLogEntry entry, @Nullable Instant since) {
        String step = Objects.requireNonNullElse(entry.step(), "");
        counter(saga, step, entry.event()).increment();
        if (since != null && ANSWERS.contains(entry.event())) {
            timer(saga, step, entry.event()).record(Duration.between(since, entry.at()));
        }
    }

    private Counter counter(String saga, String step, Event event) {
        return Counter.builder("ares.saga.events")
                .description("Entries of the timelines of sagas")
                .tag("saga", saga)
                .tag("step", step)
                .tag("event", name(event))
                .register(registry);
    }

    private Timer timer(String saga, String step, Event outcome) {
        return Timer.builder("ares.saga.step")
                .description("From the last sending of a step's command to its answer")
                .tag("saga", saga)
                .tag("step", step)
                .tag("outcome", name(outcome))
                .register(registry);
    }

    private static String name(Event event) {
        return event.name().toLowerCase(Locale.ROOT);
    }
}
