package dev.ares.traffic.limit;

import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Sheds load by priority when the 99th percentile of latency stays over its target, and stops by itself: {@link Phase}
 * has the formula.
 *
 * <p>In flight there may be: up to the ceiling for {@link Priority#CRITICAL}, up to the limit for {@link
 * Priority#CHECKOUT}, up to a share of the limit for {@link Priority#BROWSING}. As all count together, what matters less
 * is refused first. A request whose body is still on its way is not in flight, as its time does not count: whoever sends
 * slowly takes nobody's room.
 *
 * <p>Thread-safe and lock-free: admitting is one compare-and-set on a counter. Ten times a second one of the callers
 * looks at the window of latencies, some microseconds; if it is held up, nobody waits for it.
 */
public final class AdaptiveLimiter {

    private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    private final Supplier<OverloadSettings> settings;
    private final LongSupplier nanoTime;
    private final AtomicInteger inFlight = new AtomicInteger();
    private final AtomicInteger waiting = new AtomicInteger();
    private final AtomicBoolean reached = new AtomicBoolean();
    private final LatencyWindow notMeasured = new LatencyWindow();
    private final AtomicLong looked;
    private final AtomicReference<Term> term = new AtomicReference<>(new Term(Phase.begin(), new LatencyWindow()));

    /**
     * @param settings asked for each request, so it must answer at once; may change at any time
     * @param nanoTime a clock that never goes back: {@code System::nanoTime}
     */
    public AdaptiveLimiter(Supplier<OverloadSettings> settings, LongSupplier nanoTime) {
        this.settings = settings;
        this.nanoTime = nanoTime;
        this.looked = new AtomicLong(nanoTime.getAsLong());
    }

    /** A place for a request; empty: it is to be refused. */
    public Optional<Permit> admit(Priority priority) {
        look();
        Term current = term.get();
        if (!take(inFlight, share(priority, current))) {
            reached.set(true);
            return Optional.empty();
        }
        return Optional.of(new Place(inFlight, current.window));
    }

    /**
     * A place for a request that is slow on purpose, such as a stream of events. It is let in only where there is room for
     * its priority, but takes none of it; of its kind there may be as many as the settings say. Its time never counts.
     */
    public Optional<Permit> admitWaiting(Priority priority) {
        return admitWaiting(priority, notMeasured);
    }

    /**
     * As {@link #admitWaiting}, for a request of which it is known in the end how long it waited on purpose: the rest of its
     * time counts, as {@link Permit#answered(long)} is told.
     */
    public Optional<Permit> admitWaitingMeasured(Priority priority) {
        return admitWaiting(priority, term.get().window);
    }

    private Optional<Permit> admitWaiting(Priority priority, LatencyWindow window) {
        look();
        if (inFlight.get() >= share(priority, term.get())) {
            reached.set(true);
            return Optional.empty();
        }
        return take(waiting, settings.get().mostWaiting()) ? Optional.of(new Place(waiting, window)) : Optional.empty();
    }

    private int share(Priority priority, Term current) {
        OverloadSettings now = settings.get();
        int limit = current.phase.limit(now);
        return switch (priority) {
            case CRITICAL -> now.ceiling();
            case CHECKOUT -> limit;
            case BROWSING -> Math.max(1, (int) (limit * now.browsingShare()));
        };
    }

    private static boolean take(AtomicInteger places, int share) {
        while (true) {
            int taken = places.get();
            if (taken >= share) {
                return false;
            }
            if (places.compareAndSet(taken, taken + 1)) {
                return true;
            }
        }
    }

    /** Whether a limit below the ceiling is in force. */
    public boolean isShedding() {
        look();
        return term.get().phase instanceof Phase.Shedding;
    }

    /** The limiter as it is now. */
    public Snapshot snapshot() {
        look();
        Term current = term.get();
        return new Snapshot(
                current.phase instanceof Phase.Shedding,
                current.phase.limit(settings.get()),
                inFlight.get(),
                current.window.read(nanoTime.getAsLong()).p99Nanos() / 1e9);
    }

    private void look() {
        long now = nanoTime.getAsLong();
        long last = looked.get();
        if (now - last < LOOK_NANOS || !looked.compareAndSet(last, now)) {
            return;
        }
        Term seen = term.get();
        var observation =
                new Observation(now, seen.window.read(now), inFlight.get(), waiting.get(), reached.getAndSet(false));
        Phase next = seen.phase.next(observation, settings.get());
        term.compareAndSet(seen, seen.followedBy(next));
    }

    /**
     * @param shedding whether a limit below the ceiling is in force
     * @param limit how many may be in flight
     * @param p99Seconds of what was answered within the last two seconds under this limit; 0 of nothing
     */
    public record Snapshot(boolean shedding, int limit, int inFlight, double p99Seconds) {}

    /** A phase, and the window that its own requests are counted in. */
    private record Term(Phase phase, LatencyWindow window) {

        Term followedBy(Phase next) {
            return new Term(next, isAnotherLimit(next) ? new LatencyWindow() : window);
        }

        private boolean isAnotherLimit(Phase next) {
            return next instanceof Phase.Shedding after
                    && !(phase instanceof Phase.Shedding before && before.changed() == after.changed());
        }
    }

    private enum State {
        IN_FLIGHT,
        BEING_SENT,
        GIVEN_BACK
    }

    final class Place implements Permit {

        private final AtomicReference<State> state = new AtomicReference<>(State.IN_FLIGHT);
        private final AtomicInteger places;
        private final LatencyWindow window;
        private final long begun = nanoTime.getAsLong();

        private Place(AtomicInteger places, LatencyWindow window) {
            this.places = places;
            this.window = window;
        }

        @Override
        public void sending() {
            if (state.compareAndSet(State.IN_FLIGHT, State.BEING_SENT)) {
                places.decrementAndGet();
            }
        }

        @Override
        public void sent() {
            if (state.compareAndSet(State.BEING_SENT, State.IN_FLIGHT)) {
                places.incrementAndGet();
            }
        }

        @Override
        public void answered() {
            answered(begun);
        }

        @Override
        public void answered(long nanos) {
            if (giveBack()) {
                long now = nanoTime.getAsLong();
                window.record(now, Math.max(0, Math.min(now - begun, now - nanos)));
            }
        }

        @Override
        public void dropped() {
            giveBack();
        }

        /** Whether it had not been given back before. */
        private boolean giveBack() {
            State before = state.getAndSet(State.GIVEN_BACK);
            if (before == State.IN_FLIGHT) {
                places.decrementAndGet();
            }
            return before != State.GIVEN_BACK;
        }
    }
}
