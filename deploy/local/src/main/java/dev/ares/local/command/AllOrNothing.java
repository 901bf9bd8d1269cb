package dev.ares.local.command;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.concurrent.locks.LockSupport;

import dev.ares.local.shop.StartUp;

/** A start that leaves nothing running unless all of it succeeds: neither when it fails nor when Ctrl-C ends it. */
final class AllOrNothing {

    /** What a start is good for, once all parts are ready. */
    @FunctionalInterface
    interface FirstUse {
        /** Returns whether all went as expected; throws when the shop is of no use. */
        boolean run() throws IOException;
    }

    private final StartUp startUp;
    private final PrintWriter out;

    private AllOrNothing(StartUp startUp, PrintWriter out) {
        this.startUp = startUp;
        this.out = out;
    }

    /** Returns what {@code firstUse} did. When it or the start throws, what was started has been stopped again. */
    static boolean run(StartUp startUp, PrintWriter out, FirstUse firstUse) throws IOException {
        return new AllOrNothing(startUp, out).run(firstUse);
    }

    private boolean run(FirstUse firstUse) throws IOException {
        // Ctrl-C ends the launcher by running its shutdown hooks.
        var undo = new Thread(this::interrupt, "undo");
        Runtime.getRuntime().addShutdownHook(undo);
        try {
            startUp.run();
            boolean asExpected = firstUse.run();
            startUp.keep();
            return asExpected;
        } catch (IOException | RuntimeException failure) {
            startUp.undo();
            throw failure;
        } finally {
            withdraw(undo);
        }
    }

    private void interrupt() {
        out.println("Interrupted: stopping what was started ...");
        out.flush();
        startUp.undo();
        out.println("Stopped.");
        out.flush();
    }

    private static void withdraw(Thread hook) {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException shuttingDown) {
            // The hook ends this process. What fails from now on fails because its parts are being stopped: not worth a
            // word.
            while (true) {
                LockSupport.park();
            }
        }
    }
}
