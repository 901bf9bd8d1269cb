package dev.ares.benchmarks.machine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Processor time, user and system, that processes have used until now, by name; from /proc. */
public final class ProcessorTime {

    /** Linux tells times in these, whatever its own clock does. */
    private static final int TICKS_A_SECOND = 100;

    // In proc(5) utime, stime, cutime and cstime are 14 to 17; what follows the name in brackets begins with 3.
    private static final int FIRST = 14 - 3;
    private static final int LAST = 17 - 3;

    private ProcessorTime() {}

    /** In milliseconds, by the names of {@code processes}. Each counts with its children, those that have ended too. */
    public static Map<String, Double> of(Map<String, ProcessHandle> processes) {
        var times = new TreeMap<String, Double>();
        processes.forEach((part, process) -> times.put(
                part,
                Stream.concat(Stream.of(process), process.descendants())
                                .mapToLong(each -> ticks(each.pid()))
                                .sum()
                        * 1000.0
                        / TICKS_A_SECOND));
        return times;
    }

    private static long ticks(long process) {
        try {
            return ticks(Files.readString(Path.of("/proc", Long.toString(process), "stat")));
        } catch (IOException ended) {
            return 0;
        }
    }

    static long ticks(String stat) {
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
        long ticks = 0;
        for (int field = FIRST; field <= LAST; field++) {
            ticks += Long.parseLong(fields[field]);
        }
        return ticks;
    }
}
