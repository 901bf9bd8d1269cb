package dev.ares.local.chaos;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

import dev.ares.local.chaos.Fault.Kind;
import dev.ares.local.process.PartFailedException;

/** Lets faults happen, and sees to it that not more of them happen at once than a small machine can bear. */
final class FaultInjector implements AutoCloseable {

    /** Starting a JVM costs seconds of processor time; more at once than this would starve the shop that is tested. */
    static final int STARTS_AT_ONCE = 2;

    /** Processes that are dead, frozen or starting. */
    static final int PROCESSES_AT_ONCE = 4;

    static final int SWITCHES_AT_ONCE = 3;

    /** These are back in a moment; all others are JVMs. */
    private static final Set<String> NATIVE = Set.of("postgres", "redis");

    private final Set<String> parts;
    private final ProcessFaults processes;
    private final SwitchFaults switches;
    private final Map<String, Fault> underWay = new ConcurrentHashMap<>();
    /** Since when a service is itself again, by {@link System#nanoTime}. */
    private final Map<String, Long> recovered = new ConcurrentHashMap<>();

    private final List<Recovery> recoveries = Collections.synchronizedList(new ArrayList<>());
    private final BlockingQueue<Missed> missed = new LinkedBlockingQueue<>();
    private final ExecutorService threads = Executors.newCachedThreadPool();

    /**
     * A fault that was injected and did not happen.
     *
     * @param again whether the same may happen later; else the next one takes its place, since a hop that nobody uses would hold
     *     up all switches of its service
     */
    record Missed(Fault fault, String why, boolean again) {}

    FaultInjector(Set<String> parts, ProcessFaults processes, SwitchFaults switches) {
        this.parts = Set.copyOf(parts);
        this.processes = processes;
        this.switches = switches;
    }

    /** Whether the fault may happen now. */
    boolean possible(Fault fault) {
        int most = fault.kind().isSwitch() ? SWITCHES_AT_ONCE : PROCESSES_AT_ONCE;
        return underWay(fault.kind().isSwitch()) < most
                && !underWay.containsKey(fault.part())
                && rested(fault)
                && (fault.kind().isSwitch() ? isThere(fault.service()) : !startsJvm(fault) || room());
    }

    private boolean rested(Fault fault) {
        Long since = recovered.get(fault.service());
        return since == null || System.nanoTime() - since >= fault.rest().toNanos();
    }

    /** A switch that is set in a service that is down does nothing. */
    private boolean isThere(String service) {
        return parts.stream().anyMatch(part -> Fault.service(part).equals(service) && !underWay.containsKey(part));
    }

    /** Lets the fault happen and its part recover, without waiting for it. From one thread only. */
    void inject(Fault fault) {
        underWay.put(fault.part(), fault);
        long begin = System.nanoTime();
        threads.execute(() -> {
            try {
                OptionalLong spoiled = happen(fault);
                Duration took = Duration.ofNanos(System.nanoTime() - begin);
                if (spoiled.isEmpty()) {
                    missed.add(new Missed(fault, "nobody was there to be told", true));
                } else if (fault.kind().isSwitch() && spoiled.getAsLong() == 0) {
                    missed.add(new Missed(fault, "no call came past", false));
                } else {
                    recoveries.add(new Recovery(fault, took, spoiled.getAsLong()));
                }
            } catch (RuntimeException failure) {
                // Neither recovered from nor to be forgotten: it is told, and dealt again.
                missed.add(new Missed(fault, failure.toString(), true));
            } finally {
                if (!fault.kind().isSwitch()) {
                    recovered.put(fault.service(), System.nanoTime());
                }
                underWay.remove(fault.part());
            }
        });
    }

    /** How many calls it spoiled; empty when it did not happen. */
    private OptionalLong happen(Fault fault) {
        if (fault.kind().isSwitch()) {
            return switches.happen(fault);
        }
        try {
            processes.happen(fault);
        } catch (PartFailedException notYet) {
            // It is taken up again as one that collapsed.
        }
        return OptionalLong.of(0);
    }

    private long underWay(boolean switched) {
        return underWay.values().stream()
                .filter(fault -> fault.kind().isSwitch() == switched)
                .count();
    }

    /** Starts what ended without being told to, as whoever runs the shop would. From the thread that injects. */
    List<Fault> raiseTheDead() {
        List<Fault> collapsed = parts.stream()
                .filter(part -> !underWay.containsKey(part) && !processes.runs(part))
                .map(part -> new Fault(Kind.COLLAPSE, part, Duration.ZERO))
                .filter(this::possible)
                .limit(1)
                .toList();
        collapsed.forEach(this::inject);
        return collapsed;
    }

    /** What was injected and did not happen; told once. */
    List<Missed> missed() {
        var told = new ArrayList<Missed>();
        missed.drainTo(told);
        return told;
    }

    /** Whether every part is itself again. */
    boolean over() {
        return underWay.isEmpty() && parts.stream().allMatch(processes::runs);
    }

    List<Recovery> recoveries() {
        return List.copyOf(recoveries);
    }

    /** What is dead, frozen or starting. */
    Set<String> disturbed() {
        return underWay.values().stream().map(Fault::toString).collect(Collectors.toSet());
    }

    /** Waits until every part that was disturbed is itself again. */
    @Override
    public void close() {
        threads.shutdown();
        try {
            threads.awaitTermination(5, TimeUnit.MINUTES);
        } catch (InterruptedException interrupted) {
            threads.shutdownNow();
            Thread.currentThread().interrupt();
        }
        processes.thawAll();
    }

    private boolean room() {
        return underWay.values().stream().filter(FaultInjector::startsJvm).count() < STARTS_AT_ONCE;
    }

    private static boolean startsJvm(Fault fault) {
        return fault.kind().startsAgain() && !NATIVE.contains(fault.part());
    }
}
