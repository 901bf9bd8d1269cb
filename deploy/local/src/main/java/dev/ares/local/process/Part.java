package dev.ares.local.process;

import java.io.IOException;
import java.time.Duration;
import java.util.List;

/** A part of a stack: one process, the ports that it opens, and how to see that it is ready. */
public interface Part {

    /** Short and stable: names its log, its data and its process on the command line. */
    String name();

    /** Every port that the process listens on. */
    List<PortUse> ports();

    /** Lays out what the process needs and says how to start it. Idempotent; may take seconds. */
    Launch prepare() throws IOException;

    /** One probe, answered within two seconds: does the part do its work? */
    boolean ready();

    /** How long the start may take on a slow machine before it counts as failed. */
    default Duration startTimeout() {
        return Duration.ofMinutes(3);
    }

    /** The signal that asks the process to end without waiting for its clients. */
    default String stopSignal() {
        return "TERM";
    }
}
