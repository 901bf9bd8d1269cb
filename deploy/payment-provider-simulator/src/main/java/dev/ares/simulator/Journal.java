package dev.ares.simulator;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.zip.CRC32;

/**
 * An append-only file of lines, each behind its checksum. {@link #durable()} completes once everything appended before
 * is flushed to the disk; writers that arrive together share one flush. A torn last line, as a crash leaves it, is cut
 * off on opening; damage before the last line refuses to open.
 */
final class Journal implements Closeable {

    private final FileChannel file;
    private final Thread writer = new Thread(this::write, "journal");
    private List<String> waiting = new ArrayList<>();
    private CompletableFuture<Void> waitingFlush = new CompletableFuture<>();
    private CompletableFuture<Void> lastFlush = CompletableFuture.completedFuture(null);
    private boolean closed;

    private Journal(FileChannel file) {
        this.file = file;
    }

    /** Opens the file, creating it when absent, and hands every line to {@code replay}, oldest first. */
    static Journal open(Path path, Consumer<String> replay) throws IOException {
        Files.createDirectories(path.toAbsolutePath().getParent());
        var file = FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        if (file.tryLock() == null) {
            throw new IOException(path + ": in use by another process");
        }
        long end = replay(path, replay);
        file.truncate(end);
        file.position(end);
        var journal = new Journal(file);
        journal.writer.setDaemon(true);
        journal.writer.start();
        return journal;
    }

    /** Adds a line, which must not contain a line break. Order of calls is order on disk. */
    synchronized void append(String line) {
        waiting.add(line);
        lastFlush = waitingFlush;
        notifyAll();
    }

    /** Completes when all that was appended so far is on disk. Completes on the writing thread: do not block there. */
    synchronized CompletableFuture<Void> durable() {
        return lastFlush;
    }

    @Override
    public void close() throws IOException {
        synchronized (this) {
            closed = true;
            notifyAll();
        }
        try {
            writer.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        file.close();
    }

    private void write() {
        try {
            while (true) {
                List<String> lines;
                CompletableFuture<Void> flush;
                synchronized (this) {
                    while (waiting.isEmpty() && !closed) {
                        wait();
                    }
                    if (waiting.isEmpty()) {
                        return;
                    }
                    lines = waiting;
                    flush = waitingFlush;
                    waiting = new ArrayList<>();
                    waitingFlush = new CompletableFuture<>();
                }
                writeAndFlush(lines);
                flush.complete(null);
            }
        } catch (IOException | InterruptedException e) {
            // What is answered must be on disk. When the disk fails there is nothing left to answer.
            System.err.println("journal: cannot write: " + e);
            Runtime.getRuntime().halt(1);
        }
    }

    private void writeAndFlush(List<String> lines) throws IOException {
        var text = new StringBuilder();
        lines.forEach(
                line -> text.append(checksum(line)).append(' ').append(line).append('\n'));
        var bytes = ByteBuffer.wrap(text.toString().getBytes(StandardCharsets.UTF_8));
        while (bytes.hasRemaining()) {
            file.write(bytes);
        }
        file.force(false);
    }

    private static long replay(Path path, Consumer<String> replay) throws IOException {
        long end = 0;
        long size = Files.size(path);
        boolean torn = false;
        try (var reader = Files.newBufferedReader(path, StandardCharsets.ISO_8859_1)) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                if (torn) {
                    throw new IOException(
                            path + ": damaged at byte " + end + " (expected: whole lines but for the last)");
                }
                // A last line without its line break is torn even when its checksum fits.
                boolean whole = line.length() > 9
                        && line.startsWith(checksum(line.substring(9)) + " ")
                        && size > end + line.length();
                if (whole) {
                    replay.accept(line.substring(9));
                    end += line.length() + 1;
                }
                torn = !whole;
            }
        }
        return end;
    }

    private static String checksum(String line) {
        var crc = new CRC32();
        crc.update(line.getBytes(StandardCharsets.UTF_8));
        return String.format("%08x", crc.getValue());
    }
}
