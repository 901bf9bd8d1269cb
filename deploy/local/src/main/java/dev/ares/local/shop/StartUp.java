package dev.ares.local.shop;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import dev.ares.local.process.PartFailedException;
import dev.ares.local.process.Processes;

/**
 * One start of the stack: every part as soon as those that it waits for are ready. What it started it stops again when a
 * part fails or when it is told to, unless it was told to keep it; what ran before stays.
 */
public final class StartUp {

    /** Told of each part, from several threads. */
    public interface Progress {
        void ready(StartStep step, Duration took, boolean ranBefore, String remark);

        void waitingFor(List<String> parts);
    }

    private static final Duration REMIND_EVERY = Duration.ofSeconds(10);

    private final List<StartStep> steps;
    private final Processes processes;
    private final Progress progress;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<StartStep> started = Collections.synchronizedList(new ArrayList<>());
    private boolean settled;

    public StartUp(List<StartStep> steps, Processes processes, Progress progress) {
        this.steps = steps;
        this.processes = processes;
        this.progress = progress;
    }

    /**
     * Returns when all parts are ready.
     *
     * @throws PartFailedException for the first part that fails; nothing that this start-up started runs then
     */
    public void run() {
        var running = new LinkedHashMap<String, CompletableFuture<Void>>();
        for (StartStep step : steps) {
            running.put(step.name(), afterThoseBefore(step, running).thenRunAsync(() -> start(step), threads));
        }
        try {
            await(running);
        } catch (CompletionException failure) {
            undo();
            throw failure.getCause() instanceof PartFailedException failed ? failed : failure;
        } finally {
            threads.shutdownNow();
        }
    }

    /** From now on what was started stays. */
    public synchronized void keep() {
        settled = true;
    }

    /** Stops what was started; does nothing after {@link #keep} and when it has been done. */
    public synchronized void undo() {
        if (settled) {
            return;
        }
        settled = true;
        threads.shutdownNow();
        try {
            threads.awaitTermination(15, TimeUnit.SECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        Shutdown.stop(List.copyOf(started), processes);
    }

    private CompletableFuture<Void> afterThoseBefore(StartStep step, Map<String, CompletableFuture<Void>> running) {
        return CompletableFuture.allOf(step.after().stream()
                .map(name -> {
                    var before = running.get(name);
                    if (before == null) {
                        throw new IllegalStateException(
                                step.name() + " waits for " + name + ", which is not before it");
                    }
                    return before;
                })
                .toArray(CompletableFuture[]::new));
    }

    private void start(StartStep step) {
        long begin = System.nanoTime();
        boolean ranBefore = processes.find(step.name()).isPresent();
        if (!ranBefore) {
            started.add(step);
        }
        processes.start(step.part());
        String remark = followUp(step);
        progress.ready(step, Duration.ofNanos(System.nanoTime() - begin), ranBefore, remark);
    }

    private String followUp(StartStep step) {
        try {
            return step.once().run();
        } catch (Exception failure) {
            throw new PartFailedException(step.name(), failure.toString(), processes.logEnd(step.name()));
        }
    }

    /** Ends with the first failure, without waiting for the other parts. */
    private void await(Map<String, CompletableFuture<Void>> running) {
        var failed = new CompletableFuture<Void>();
        running.values()
                .forEach(each -> each.exceptionally(failure -> {
                    failed.completeExceptionally(failure);
                    return null;
                }));
        var all = CompletableFuture.allOf(running.values().toArray(CompletableFuture[]::new));
        var end = CompletableFuture.anyOf(all, failed);
        while (!end.isDone()) {
            try {
                end.get(REMIND_EVERY.toMillis(), TimeUnit.MILLISECONDS);
            } catch (TimeoutException stillStarting) {
                progress.waitingFor(running.entrySet().stream()
                        .filter(each -> !each.getValue().isDone())
                        .map(Map.Entry::getKey)
                        .toList());
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
                throw new CompletionException(interrupted);
            } catch (ExecutionException failure) {
                break;
            }
        }
        end.join();
    }
}
