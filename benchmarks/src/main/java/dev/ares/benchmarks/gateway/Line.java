package dev.ares.benchmarks.gateway;

import java.io.IOException;
import java.time.Duration;
import java.util.function.Supplier;

/**
 * One of those that are compared, as it is set up for one line of the table.
 *
 * @param isJava whether it gets faster by being used
 * @param program whose processor time counts; several lines may be of one
 * @param port where it listens on 127.0.0.1
 * @param requests for it
 * @param setting puts it in force, before each run
 */
record Line(Name name, boolean isJava, Program program, int port, Supplier<byte[]> requests, Setting setting) {

    /** What is pushed is in force after two seconds. */
    private static final Duration IN_FORCE = Duration.ofSeconds(2);

    private static final Duration SETTLED_SOON = Duration.ofSeconds(1);

    /** How long it is under load, before a run counts. */
    Duration settling() {
        return setting == Setting.FIXED ? SETTLED_SOON : IN_FORCE;
    }

    /** What has to be told to the program first. */
    interface Setting {

        Setting FIXED = () -> {};

        void put() throws IOException;
    }

    /**
     * As it stands in the table.
     *
     * @param gateway who it is
     * @param does what it does besides passing requests on
     */
    record Name(String gateway, String does) {

        @Override
        public String toString() {
            return gateway + ", " + does;
        }
    }
}
