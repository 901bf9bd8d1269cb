package dev.ares.test.infrastructure;

/** A broker of one test. Address and data stay the same over stops and starts. */
interface BreakableBroker {

    /** At 127.0.0.1. */
    int port();

    void stop();

    void kill();

    void startAgain();

    void pause();

    void resume();

    /** Ends it for good. */
    void remove();
}
