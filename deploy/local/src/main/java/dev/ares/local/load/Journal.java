package dev.ares.local.load;

import java.io.BufferedWriter;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.stream.Stream;

/**
 * What the shop promised: a line for every order that it answered with 2xx. Written before anything else is done with the
 * answer, so that it can be held against the databases afterwards. Safe for use by several threads.
 */
public final class Journal implements Closeable {

    private static final String HEADER = "at,status,idempotency_key,order_id";

    /** One order that was accepted. */
    public record Entry(String at, int status, String idempotencyKey, String orderId) {}

    private final BufferedWriter file;
    private final Clock clock;

    /** Begins a new one; one that is there is replaced. */
    public Journal(Path file, Clock clock) throws IOException {
        this.file = Files.newBufferedWriter(file);
        this.clock = clock;
        line(HEADER);
    }

    /** On return the line has left this process. */
    public synchronized void accepted(int status, String idempotencyKey, String orderId) {
        try {
            line(String.join(",", clock.instant().toString(), Integer.toString(status), idempotencyKey, orderId));
        } catch (IOException failure) {
            throw new UncheckedIOException("the journal of accepted orders cannot be written", failure);
        }
    }

    private void line(String text) throws IOException {
        file.write(text);
        file.write('\n');
        file.flush();
    }

    /** The orders of a journal, oldest first. */
    public static List<Entry> read(Path file) throws IOException {
        try (Stream<String> lines = Files.lines(file)) {
            return lines.skip(1).map(line -> entry(line.split(",", -1))).toList();
        }
    }

    private static Entry entry(String[] fields) {
        return new Entry(fields[0], Integer.parseInt(fields[1]), fields[2], fields[3]);
    }

    @Override
    public synchronized void close() throws IOException {
        file.close();
    }
}
