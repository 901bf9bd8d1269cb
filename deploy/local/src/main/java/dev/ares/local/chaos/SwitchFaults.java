package dev.ares.local.chaos;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.Consumer;
import java.util.function.Supplier;

import dev.ares.local.client.NoAnswerException;
import dev.ares.local.client.ShopClient;
import dev.ares.local.client.UnexpectedAnswerException;
import dev.ares.local.faults.FaultSwitch;
import dev.ares.local.faults.FaultSwitches;
import dev.ares.local.process.ProcessMetrics;

/** Flips the fault switches of the services, through the gateway, which may be down at that moment. */
final class SwitchFaults {

    private static final double PERCENT_OF_CALLS = 30;
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Duration BETWEEN_ATTEMPTS = Duration.ofMillis(500);
    /** A process that is killed takes its counters with it: what it did since the last look is not known. */
    private static final Duration LOOK_EVERY = Duration.ofSeconds(1);

    /** How often a switch that spoils nothing is set, each time for as long as its card says. */
    static final int MOST_TIMES = 3;

    private static final int UNAUTHORIZED = 401;

    private final ProcessMetrics metrics = new ProcessMetrics(LOOK_EVERY.multipliedBy(2));
    private final Supplier<ShopClient> logIn;
    private final Map<String, List<URI>> processes;
    private final Clock clock;
    private volatile ShopClient admin;
    private volatile long end = Long.MAX_VALUE;

    /**
     * @param logIn may fail as every call may
     * @param processes where those of each service answer HTTP
     */
    SwitchFaults(ShopClient admin, Supplier<ShopClient> logIn, Map<String, List<URI>> processes, Clock clock) {
        this.admin = admin;
        this.logIn = logIn;
        this.processes = Map.copyOf(processes);
        this.clock = clock;
    }

    /** All that can be switched, as parts of faults. */
    static List<String> hops() {
        return FaultSwitches.HOPS.entrySet().stream()
                .flatMap(service -> service.getValue().stream().map(hop -> service.getKey() + "/" + hop))
                .sorted()
                .toList();
    }

    /** Returns when the fault is over: how many calls it spoiled, as far as that is known; empty when nobody was told of it. */
    OptionalLong happen(Fault fault) {
        String[] where = fault.part().split("/", 2);
        var spoiled = new SpoiledCalls(
                processes.getOrDefault(where[0], List.of()),
                process -> metrics.spoiledCalls(process, where[1], fault.kind().toString()));
        // Who is away, or waits for somebody who is, makes no calls until he is back.
        boolean on = true;
        for (int time = 0; on && spoiled.number() == 0 && time < MOST_TIMES && (time == 0 || fits(fault)); time++) {
            on = call(switches -> switches.set(FaultSwitch.of(
                            where[0],
                            where[1],
                            fault.kind().toString(),
                            clock.instant().plus(fault.hold()))
                    .percent(PERCENT_OF_CALLS)
                    .seed(fault.dice())));
            if (on) {
                watch(spoiled, fault.hold());
            }
        }
        return on ? OptionalLong.of(spoiled.number()) : OptionalLong.empty();
    }

    private boolean fits(Fault fault) {
        return System.nanoTime() + fault.hold().toNanos() < end;
    }

    private static void watch(SpoiledCalls spoiled, Duration hold) {
        long over = System.nanoTime() + hold.toNanos();
        for (long left = hold.toNanos(); left > 0; left = over - System.nanoTime()) {
            Pause.of(Duration.ofNanos(Math.min(left, LOOK_EVERY.toNanos())));
            spoiled.look();
        }
    }

    /** Of the run, by {@link System#nanoTime}: no switch is set again after it. */
    void endAt(long nanos) {
        end = nanos;
    }

    /** They end by themselves, but some may be left of a run that did not end well. */
    boolean clear() {
        return call(FaultSwitches::clear);
    }

    private boolean call(Consumer<FaultSwitches> change) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            try {
                change.accept(new FaultSwitches(admin));
                return true;
            } catch (NoAnswerException notNow) {
                Pause.of(BETWEEN_ATTEMPTS);
            } catch (UnexpectedAnswerException notNow) {
                Pause.of(BETWEEN_ATTEMPTS);
                if (notNow.answer().status() == UNAUTHORIZED) {
                    renew();
                }
            }
            if (System.nanoTime() > deadline) {
                return false;
            }
        }
    }

    /** Not oftener than needed: each log-in is a session, and the one too many ends that of whoever gives lines back. */
    private void renew() {
        try {
            admin = logIn.get();
        } catch (NoAnswerException | UnexpectedAnswerException notNow) {
            // The next attempt may do.
        }
    }
}
