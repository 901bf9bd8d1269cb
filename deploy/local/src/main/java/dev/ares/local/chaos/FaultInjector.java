package dev.ares.local.chaos;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import dev.ares.local.process.Part;
import dev.ares.local.process.PartFailedException;
import dev.ares.local.process.Processes;
import dev.ares.local.process.Signals;

/** Makes faults happen to the processes of a stack, and undoes them. Not more at once than a small machine can bear. */
final class FaultInjector implements AutoCloseable {

    /** Starting a JVM costs seconds of processor time; more at once than this would starve the shop that is tested. */
    static final int STARTS_AT_ONCE = 2;

    static final int FAULTS_AT_ONCE = 3;

    private static final int ATTEMPTS = 5;
    private static final Duration SHUTDOWN_PATIENCE = Duration.ofSeconds(20);
    private static final Duration PROBE_EVERY = Duration.ofMillis(100);

    private final Map<String, Part> parts;
    private final Processes processes;
    private final Set<String> disturbed = ConcurrentHashMap.newKeySet();
    private final AtomicInteger starting = new AtomicInteger();
    private final List<Recovery> recoveries = Collections.synchronizedList(new ArrayList<>());
    private final ExecutorService threads = Executors.newCachedThreadPool();

    FaultInjector(List<Part> parts, Processes processes) {
        this.parts = parts.stream().collect(Collectors.toUnmodifiableMap(Part::name, Function.identity()));
        this.processes = processes;
    }

    /** Whether the fault may happen now. */
    boolean possible(Fault fault) {
        return disturbed.size() < FAULTS_AT_ONCE
                && !disturbed.contains(fault.part())
                && (!fault.kind().startsAgain() || starting.get() < STARTS_AT_ONCE);
    }

    /** Lets the fault happen and its part recover, without waiting for it. From one thread only. */
    void inject(Fault fault) {
        disturbed.add(fault.part());
        if (fault.kind().startsAgain()) {
            starting.incrementAndGet();
        }
        long begin = System.nanoTime();
        threads.execute(() -> {
            try {
                happen(fault);
                recoveries.add(new Recovery(fault, Duration.ofNanos(System.nanoTime() - begin)));
            } catch (PartFailedException notYet) {
                // It stays down until the shop is healed; its time counts from there.
                recoveries.add(new Recovery(fault, Duration.ofNanos(System.nanoTime() - begin)));
            } finally {
                if (fault.kind().startsAgain()) {
                    starting.decrementAndGet();
                }
                disturbed.remove(fault.part());
            }
        });
    }

    List<Recovery> recoveries() {
        return List.copyOf(recoveries);
    }

    /** Names of parts that have not recovered. */
    Set<String> disturbed() {
        return Set.copyOf(disturbed);
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
        thawAll();
    }

    /** Wakes whatever is frozen. Harmless to others. */
    void thawAll() {
        parts.keySet().forEach(this::thaw);
    }

    private void happen(Fault fault) {
        Part part = partOf(fault);
        switch (fault.kind()) {
            case KILL -> {
                processes.find(part.name()).ifPresent(ProcessHandle::destroyForcibly);
                pause(fault.hold());
                startAgain(part);
            }
            case RESTART -> {
                processes.stop(part.name(), part.stopSignal(), SHUTDOWN_PATIENCE);
                startAgain(part);
            }
            case FREEZE -> {
                try {
                    signal("STOP", part.name());
                    pause(fault.hold());
                } finally {
                    thaw(part.name());
                }
                awaitReady(part);
            }
        }
    }

    private Part partOf(Fault fault) {
        Part part = parts.get(fault.part());
        if (part == null) {
            throw new IllegalArgumentException(fault + " (expected: a part of " + parts.keySet() + ")");
        }
        return part;
    }

    /** A killed server may leave children that hold its files for another moment. */
    private void startAgain(Part part) {
        for (int attempt = 1; ; attempt++) {
            try {
                processes.start(part);
                return;
            } catch (PartFailedException failure) {
                if (attempt == ATTEMPTS) {
                    throw failure;
                }
                pause(Duration.ofSeconds(1));
            }
        }
    }

    private void thaw(String part) {
        signal("CONT", part);
    }

    private void signal(String signal, String part) {
        processes.find(part).ifPresent(process -> Stream.concat(Stream.of(process), process.descendants())
                .forEach(each -> Signals.send(signal, each)));
    }

    private static void awaitReady(Part part) {
        long deadline = System.nanoTime() + part.startTimeout().toNanos();
        while (!part.ready() && System.nanoTime() < deadline) {
            pause(PROBE_EVERY);
        }
    }

    private static void pause(Duration time) {
        try {
            TimeUnit.NANOSECONDS.sleep(time.toNanos());
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }
}
