package dev.ares.local.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** Resident memory of processes, from /proc. */
public final class Memory {

    private Memory() {}

    /**
     * Kibibytes that the process and its descendants keep in memory; 0 where it cannot be told. A process without
     * descendants counts with its resident set; several count pages that they share (PostgreSQL's buffers) once.
     */
    public static long kibibytes(ProcessHandle process) {
        var family = Stream.concat(Stream.of(process), process.descendants()).toList();
        if (family.size() == 1) {
            return field(process, "status", "VmRSS:");
        }
        long shared = family.stream()
                .mapToLong(each -> field(each, "smaps_rollup", "Pss:"))
                .sum();
        return shared > 0
                ? shared
                : family.stream()
                        .mapToLong(each -> field(each, "status", "VmRSS:"))
                        .sum();
    }

    private static long field(ProcessHandle process, String file, String name) {
        try (Stream<String> lines = Files.lines(Path.of("/proc", Long.toString(process.pid()), file))) {
            return lines.filter(line -> line.startsWith(name))
                    .map(line -> line.substring(name.length()).replace("kB", "").trim())
                    .mapToLong(Long::parseLong)
                    .findFirst()
                    .orElse(0);
        } catch (IOException | java.io.UncheckedIOException gone) {
            return 0;
        }
    }
}
