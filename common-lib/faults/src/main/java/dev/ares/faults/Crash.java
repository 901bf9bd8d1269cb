package dev.ares.faults;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The end of the process: no shutdown hook runs, nothing is written any more. */
public final class Crash {

    private static final Logger log = LoggerFactory.getLogger(Crash.class);

    /** As after SIGKILL. */
    private static final int KILLED = 137;

    private Crash() {}

    public static void now() {
        log.warn("A crash was asked for");
        Runtime.getRuntime().halt(KILLED);
    }
}
