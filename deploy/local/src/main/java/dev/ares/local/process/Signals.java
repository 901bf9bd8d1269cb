package dev.ares.local.process;

import java.io.IOException;
import java.util.concurrent.TimeUnit;

/** Sends the signals that Java itself cannot. */
public final class Signals {

    private Signals() {}

    /** Sends {@code signal}, for instance {@code INT}, {@code STOP} or {@code CONT}. Harmless when the process is gone. */
    public static void send(String signal, ProcessHandle process) {
        try {
            Spawn.start(new ProcessBuilder("kill", "-" + signal, Long.toString(process.pid()))
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD))
                    .waitFor(5, TimeUnit.SECONDS);
        } catch (IOException noKill) {
            process.destroy();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
