package dev.ares.local.process;

import java.io.IOException;

/**
 * Starting a process and writing a program exclude each other. A process that is being started holds for a moment what is open
 * here, and a program that anybody holds open for writing cannot be run ("Text file busy"): the servers of a fresh shop are
 * unpacked and started side by side.
 */
public final class Spawn {

    private static final Object EITHER = new Object();

    private Spawn() {}

    /** Writes a file that is to be run. */
    @FunctionalInterface
    public interface Writing {

        void run() throws IOException;
    }

    /** As {@link ProcessBuilder#start()}, which returns when the process has let go of all that it does not own. */
    public static Process start(ProcessBuilder process) throws IOException {
        synchronized (EITHER) {
            return process.start();
        }
    }

    /** While no process is being started. */
    public static void write(Writing program) throws IOException {
        synchronized (EITHER) {
            program.run();
        }
    }
}
