package dev.ares.local.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A process that outlives the launcher which started it.
 *
 * @param startedAt milliseconds since the epoch by the operating system: a recycled process id is not taken for ours
 */
record RecordedProcess(String part, long pid, long startedAt) {

    /** The operating system reports start times in ticks of 10 ms, and not always rounded the same way. */
    private static final long TICK_MILLIS = 1_000;

    static RecordedProcess of(String part, ProcessHandle process) {
        return new RecordedProcess(part, process.pid(), startOf(process));
    }

    void write(Path folder) throws IOException {
        StateFolder.writePrivately(folder.resolve(part), pid + " " + startedAt + "\n");
    }

    static Optional<RecordedProcess> read(Path file) {
        try {
            String[] words = Files.readString(file).trim().split(" ", -1);
            return Optional.of(new RecordedProcess(
                    file.getFileName().toString(), Long.parseLong(words[0]), Long.parseLong(words[1])));
        } catch (IOException | NumberFormatException | ArrayIndexOutOfBoundsException unreadable) {
            return Optional.empty();
        }
    }

    /** The process, unless it has ended or its id now belongs to another one. */
    Optional<ProcessHandle> alive() {
        return ProcessHandle.of(pid)
                .filter(RecordedProcess::runs)
                .filter(process -> Math.abs(startOf(process) - startedAt) <= TICK_MILLIS);
    }

    /** False too for a process that has ended and that nobody has waited for. */
    static boolean runs(ProcessHandle process) {
        if (!process.isAlive()) {
            return false;
        }
        try {
            String stat = Files.readString(Path.of("/proc", Long.toString(process.pid()), "stat"));
            return stat.charAt(stat.lastIndexOf(')') + 2) != 'Z';
        } catch (IOException | IndexOutOfBoundsException elsewhere) {
            return process.isAlive();
        }
    }

    private static long startOf(ProcessHandle process) {
        return process.info()
                .startInstant()
                .map(java.time.Instant::toEpochMilli)
                .orElse(0L);
    }
}
