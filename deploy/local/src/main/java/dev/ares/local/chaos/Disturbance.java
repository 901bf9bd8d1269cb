package dev.ares.local.chaos;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

import dev.ares.local.process.Processes;
import dev.ares.local.shop.StartStep;

/**
 * Faults by a plan and at a steady rate. One that could not happen in time, for too many are under way or nobody was there
 * to be told, is made up for; so is a switch that spoiled no call, by the next fault.
 */
final class Disturbance {

    private static final Duration REPORT_EVERY = Duration.ofSeconds(10);
    private static final Duration LOOK_EVERY = Duration.ofMillis(100);
    private static final Duration HEALING_PATIENCE = Duration.ofMinutes(5);
    private static final Duration SHORTEST = Duration.ofMillis(500);

    private final ChaosSettings settings;
    private final ProcessFaults processes;
    private final SwitchFaults switches;
    private final FaultPlan plan;
    private final FaultInjector faults;
    private final Chaos.Progress progress;
    private final Tally tally;
    private long begin;
    private long lastFault;

    Disturbance(
            ChaosSettings settings,
            List<StartStep> steps,
            Processes processes,
            SwitchFaults switches,
            Tally tally,
            Chaos.Progress progress) {
        this.settings = settings;
        this.processes = new ProcessFaults(
                steps.stream().collect(Collectors.toMap(StartStep::name, StartStep::part)), processes);
        List<String> parts = steps.stream().map(StartStep::name).toList();
        this.switches = switches;
        this.plan = new FaultPlan(settings.seed(), parts, SwitchFaults.hops());
        this.faults = new FaultInjector(Set.copyOf(parts), this.processes, switches);
        this.tally = tally;
        this.progress = progress;
    }

    /** Returns when the time is over: what was frozen or switched on is no longer, what is dead then is starting. */
    void run() {
        // A run that is interrupted must not leave frozen processes behind.
        Runtime.getRuntime().addShutdownHook(new Thread(processes::thawAll, "thaw"));
        begin = System.nanoTime();
        lastFault = begin;
        long end = begin + settings.length().toNanos();
        switches.endAt(end);
        long nextFault = begin + settings.every().toNanos();
        long nextReport = begin + REPORT_EVERY.toNanos();
        for (long now = begin; now < end; now = pause()) {
            faults.raiseTheDead().forEach(this::say);
            nextFault -= settings.every().toNanos() * missed();
            if (now >= nextFault && deal(Duration.ofNanos(end - now))) {
                nextFault += settings.every().toNanos();
            }
            if (now >= nextReport) {
                progress.soFar(new Standing(tally.orders(), tally.acceptedOrders(), faults.disturbed()), since());
                nextReport += REPORT_EVERY.toNanos();
            }
        }
    }

    /** Starts what does not run, no more at once than before, and waits until every part is itself again. */
    List<Recovery> recoveries() {
        long patience = System.nanoTime() + HEALING_PATIENCE.toNanos();
        while (!faults.over() && System.nanoTime() < patience) {
            faults.raiseTheDead().forEach(this::say);
            pause();
        }
        faults.close();
        return faults.recoveries();
    }

    /** {@link System#nanoTime} of when the last fault of the plan happened. */
    long lastFault() {
        return lastFault;
    }

    private boolean deal(Duration left) {
        if (left.compareTo(SHORTEST) < 0) {
            return false;
        }
        return plan.next(faults::possible)
                .map(fault -> fault.within(left))
                .map(fault -> {
                    lastFault = System.nanoTime();
                    say(fault);
                    faults.inject(fault);
                    return true;
                })
                .orElse(false);
    }

    private int missed() {
        List<FaultInjector.Missed> missed = faults.missed();
        for (FaultInjector.Missed one : missed) {
            progress.fault("missed " + one.fault() + ": " + one.why(), since());
            if (one.again()) {
                plan.again(one.fault());
            }
        }
        return missed.size();
    }

    private void say(Fault fault) {
        progress.fault(fault.toString(), since());
    }

    private Duration since() {
        return Duration.ofNanos(System.nanoTime() - begin);
    }

    private static long pause() {
        try {
            TimeUnit.NANOSECONDS.sleep(LOOK_EVERY.toNanos());
            return System.nanoTime();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", interrupted);
        }
    }
}
