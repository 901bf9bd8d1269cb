package dev.ares.benchmarks.relay;

import java.sql.SQLException;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

/**
 * A way from a transaction to Kafka. A message is a key and the body of {@link Site#BODY}; its transaction writes nothing
 * else. What was constructed is ready and stopped: it writes, and sends nothing.
 */
interface Contender extends AutoCloseable {

    String name();

    /** What is set and not left at its default, for readers who doubt. */
    String settings();

    /** Begins to send. @param rowsWait whether somebody else left rows behind that are to be looked for */
    void start(boolean rowsWait);

    /** Ends sending; what is under way is finished. */
    void stop() throws InterruptedException;

    /** Writes a message in a transaction of its own; returns after the commit. */
    void write(String key);

    /**
     * Writes a message for each key until there are none; returns when all are committed.
     *
     * @param keys asked by several threads
     */
    void write(Supplier<@Nullable String> keys, int atATime) throws InterruptedException;

    /** Whether it can write without sending, so that the writers can be measured alone. */
    boolean writesAlone();

    /** Whether it sends a million messages in a minute or so. */
    boolean isFast();

    /** Puts rows there, keys 0 to count - 1 of a run, as a process leaves them that died after its commits. */
    void leaveBehind(int run, int count) throws SQLException;

    /** Rows whose message is not done with. */
    long unsent() throws SQLException;

    void empty() throws SQLException;

    @Override
    void close() throws InterruptedException, SQLException;
}
