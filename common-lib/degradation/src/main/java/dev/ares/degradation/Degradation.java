package dev.ares.degradation;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.stream.Collectors;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The level that a service is at: the deepest one of its steps of which every sign is unwell, unless the settings dictate
 * one. Each change is one log line. Made once per service; for all threads, blocks none.
 *
 * <p>A level gets better at most once per sign within the dwell time, and worse at most once per sign and dwell time.
 */
public final class Degradation {

    /** Why a level is dictated. */
    private static final String FORCED = "forced";

    private static final Logger log = LoggerFactory.getLogger(Degradation.class);

    private final Supplier<DegradationSettings> settings;
    private final LongSupplier nanoTime;
    private final List<Step> steps = new CopyOnWriteArrayList<>();
    private final Consumer<VitalSign> watched;
    private final List<Consumer<State>> listeners = new CopyOnWriteArrayList<>();
    private volatile State state = State.NORMAL;

    public Degradation(Supplier<DegradationSettings> settings, LongSupplier nanoTime) {
        this(settings, nanoTime, sign -> {});
    }

    /** @param watched is told of each sign when it is made */
    public Degradation(Supplier<DegradationSettings> settings, LongSupplier nanoTime, Consumer<VitalSign> watched) {
        this.settings = settings;
        this.nanoTime = nanoTime;
        this.watched = watched;
    }

    /** Something that is needed, to be watched by probes. It counts once a step names it. */
    public VitalSign sign(String name) {
        VitalSign sign = new VitalSign(name, settings, nanoTime, this::look);
        watched.accept(sign);
        return sign;
    }

    /** While all of these are unwell the level is at least this one. */
    public Degradation when(Level level, VitalSign... signs) {
        if (signs.length == 0) {
            throw new IllegalArgumentException("signs of %s: none (expected: at least one)".formatted(level));
        }
        steps.add(new Step(level, List.of(signs)));
        return this;
    }

    /** Tells of every change from now on, in the thread that made it. */
    public void onChange(Consumer<State> listener) {
        listeners.add(listener);
    }

    public State state() {
        return state;
    }

    public Level level() {
        return state.level();
    }

    public DegradationSettings settings() {
        return settings.get();
    }

    /** Whether the settings forbid to do less, for single requests too: failures are failures then. */
    public boolean isOff() {
        return settings.get().dictated() == Level.NORMAL;
    }

    /** Reckons the level anew: after settings have changed. */
    public synchronized void look() {
        State before = state;
        State now = reckon();
        if (now.equals(before)) {
            return;
        }
        state = now;
        if (now.level() != before.level()) {
            log.warn("Degradation is at level {} now (before: {}): {}", now.level(), before.level(), now.reason());
        }
        listeners.forEach(listener -> listener.accept(now));
    }

    private State reckon() {
        Level dictated = settings.get().dictated();
        if (dictated != null) {
            return dictated == Level.NORMAL ? State.NORMAL : new State(dictated, FORCED);
        }
        Level deepest = Level.NORMAL;
        List<VitalSign> unwell = new ArrayList<>();
        for (Step step : steps) {
            if (step.signs().stream().allMatch(VitalSign::isUnwell)) {
                deepest = step.level().reaches(deepest) ? step.level() : deepest;
                unwell.addAll(step.signs());
            }
        }
        return deepest == Level.NORMAL ? State.NORMAL : new State(deepest, names(unwell));
    }

    private static String names(List<VitalSign> signs) {
        return signs.stream().map(VitalSign::name).distinct().sorted().collect(Collectors.joining("-"));
    }

    /**
     * A level and why.
     *
     * @param reason the names of what is unwell, joined by a dash; "forced"; empty when nothing is
     */
    public record State(Level level, String reason) {

        static final State NORMAL = new State(Level.NORMAL, "");

        /** At least this level: what was answered with less than the level of the whole service says so by itself. */
        public State atLeast(Level least, String why) {
            return level.reaches(least) ? this : new State(least, why);
        }

        /** Of the header {@code Ares-Degraded}: an item with a parameter, as RFC 9651 writes them. */
        public String header() {
            return level.number() + ";reason=" + reason;
        }
    }

    private record Step(Level level, List<VitalSign> signs) {}
}
