package dev.ares.local.command;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;

import dev.ares.local.shop.StartStep;
import dev.ares.local.shop.StartUp;

/** A line for each part that is ready, and a sign of life when none is for a while. */
final class PrintedProgress implements StartUp.Progress {

    private final PrintWriter out;

    PrintedProgress(PrintWriter out) {
        this.out = out;
    }

    @Override
    public synchronized void ready(StartStep step, Duration took, boolean ranBefore, String remark) {
        String state = ranBefore ? "ran already" : String.format("ready in %.1f s", took.toMillis() / 1e3);
        out.printf("  %-27s %-16s %-30s %s%n", step.name(), state, step.address(), remark);
        out.flush();
    }

    @Override
    public synchronized void waitingFor(List<String> parts) {
        out.println("  ... waiting for " + String.join(", ", parts));
        out.flush();
    }
}
