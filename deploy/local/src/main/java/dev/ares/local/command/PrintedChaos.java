package dev.ares.local.command;

import java.io.PrintWriter;
import java.time.Duration;

import dev.ares.local.chaos.Chaos;
import dev.ares.local.chaos.Standing;

/** What the user reads while the shop is being broken. */
final class PrintedChaos implements Chaos.Progress {

    private final PrintWriter out;

    PrintedChaos(PrintWriter out) {
        this.out = out;
    }

    @Override
    public void fault(String fault, Duration since) {
        say("%5d s  %s", since.toSeconds(), fault);
    }

    @Override
    public void soFar(Standing standing, Duration since) {
        say(
                "%5d s  %d orders accepted of %d placed, under way: %s",
                since.toSeconds(), standing.accepted(), standing.placed(), standing.underWay());
    }

    @Override
    public void healing() {
        say("Healing: starting what does not run");
    }

    @Override
    public void resting(Duration patience) {
        say("Waiting up to %d s until nothing is under way", patience.toSeconds());
    }

    private void say(String line, Object... arguments) {
        out.printf(line + "%n", arguments);
        out.flush();
    }
}
