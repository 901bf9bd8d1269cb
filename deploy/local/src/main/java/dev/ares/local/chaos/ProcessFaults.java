package dev.ares.local.chaos;

import java.time.Duration;
import java.util.Map;
import java.util.stream.Stream;

import dev.ares.local.process.Part;
import dev.ares.local.process.PartFailedException;
import dev.ares.local.process.Processes;
import dev.ares.local.process.Signals;

/** What can be done to the processes of a stack; each call returns when the part is itself again. */
final class ProcessFaults {

    private static final int ATTEMPTS = 5;
    private static final Duration SHUTDOWN_PATIENCE = Duration.ofSeconds(20);
    private static final Duration PROBE_EVERY = Duration.ofMillis(100);

    private final Map<String, Part> parts;
    private final Processes processes;

    ProcessFaults(Map<String, Part> parts, Processes processes) {
        this.parts = Map.copyOf(parts);
        this.processes = processes;
    }

    /** @throws PartFailedException when it does not come back */
    void happen(Fault fault) {
        Part part = partOf(fault);
        switch (fault.kind()) {
            case KILL -> {
                processes.find(part.name()).ifPresent(ProcessHandle::destroyForcibly);
                Pause.of(fault.hold());
                startAgain(part);
            }
            case RESTART -> {
                processes.stop(part.name(), part.stopSignal(), SHUTDOWN_PATIENCE);
                startAgain(part);
            }
            case FREEZE -> {
                try {
                    signal("STOP", part.name());
                    Pause.of(fault.hold());
                } finally {
                    thaw(part.name());
                }
                awaitReady(part);
            }
            case COLLAPSE -> startAgain(part);
            default -> throw new IllegalArgumentException(fault + " (expected: one that happens to a process)");
        }
    }

    boolean runs(String part) {
        return processes.find(part).isPresent();
    }

    /** Wakes whatever is frozen. Harmless to others. */
    void thawAll() {
        parts.keySet().forEach(this::thaw);
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
                Pause.of(Duration.ofSeconds(1));
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
            Pause.of(PROBE_EVERY);
        }
    }
}
