package dev.ares.acceptance;

import java.util.concurrent.Executor;

/** For what waits beside a test. */
final class Aside {

    /**
     * A new thread for each task. Where no executor is named, JDK 25 takes the common pool however small it is: on two processors it
     * has one thread, and the answers that the task waits for need that thread too.
     */
    static final Executor THREAD = task -> {
        Thread thread = new Thread(task, "aside");
        thread.setDaemon(true);
        thread.start();
    };

    private Aside() {}
}
