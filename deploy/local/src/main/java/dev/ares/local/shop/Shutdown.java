package dev.ares.local.shop;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import dev.ares.local.process.Processes;

/** Stops parts: first those that others do not wait for, so that each can still say good-bye to the servers it uses. */
public final class Shutdown {

    private static final Duration PATIENCE = Duration.ofSeconds(15);

    private Shutdown() {}

    /**
     * On return none of them runs.
     *
     * @return names of those that ran
     */
    public static List<String> stop(List<StartStep> steps, Processes processes) {
        var ran = new ArrayList<String>();
        ran.addAll(
                together(steps.stream().filter(step -> !step.after().isEmpty()).toList(), processes));
        ran.addAll(
                together(steps.stream().filter(step -> step.after().isEmpty()).toList(), processes));
        return ran;
    }

    private static List<String> together(List<StartStep> steps, Processes processes) {
        List<String> ran = steps.stream()
                .map(StartStep::name)
                .filter(name -> processes.find(name).isPresent())
                .toList();
        var threads = steps.stream()
                .map(step -> new Thread(
                        () -> processes.stop(step.name(), step.part().stopSignal(), PATIENCE), "stop " + step.name()))
                .toList();
        threads.forEach(Thread::start);
        for (Thread thread : threads) {
            try {
                thread.join(PATIENCE.plusSeconds(15).toMillis());
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
            }
        }
        return ran;
    }
}
