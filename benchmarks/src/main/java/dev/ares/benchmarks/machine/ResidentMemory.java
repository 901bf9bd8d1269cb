package dev.ares.benchmarks.machine;

import java.util.Map;
import java.util.TreeMap;

import dev.ares.local.process.Memory;

/** What processes keep in memory, counted as {@code ./ares up} does: {@link Memory}. */
public final class ResidentMemory {

    private static final double KIBIBYTES_PER_MEBIBYTE = 1024;

    private ResidentMemory() {}

    /**
     * In mebibytes, by the names of {@code processes}. Each counts with its children.
     *
     * @throws IllegalStateException when one has ended: what is left of a stack is not to be taken for all of it
     */
    public static Map<String, Double> of(Map<String, ProcessHandle> processes) {
        var memory = new TreeMap<String, Double>();
        processes.forEach((name, process) -> {
            long kibibytes = Memory.kibibytes(process);
            if (kibibytes == 0) {
                throw new IllegalStateException(name + " has ended");
            }
            memory.put(name, kibibytes / KIBIBYTES_PER_MEBIBYTE);
        });
        return memory;
    }

    /** Of all of them together. */
    public static double sum(Map<String, Double> memory) {
        return memory.values().stream().mapToDouble(Double::doubleValue).sum();
    }
}
