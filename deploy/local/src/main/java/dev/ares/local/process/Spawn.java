package dev.ares.local.process;

import java.io.IOException;

/**
 * Starts processes one after the other. One that is being started holds for a moment every file that is open here, and a program
 * that anybody holds open for writing cannot be run ("Text file busy"): the servers of a fresh shop are unpacked and started side
 * by side. When the next one starts, the one before has let go.
 */
public final class Spawn {

    private static final Object ONE_AT_A_TIME = new Object();

    private Spawn() {}

    /** As {@link ProcessBuilder#start()}, which returns when the process holds no more than it was given. */
    public static Process start(ProcessBuilder process) throws IOException {
        synchronized (ONE_AT_A_TIME) {
            return process.start();
        }
    }
}
