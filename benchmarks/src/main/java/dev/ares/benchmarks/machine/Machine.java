package dev.ares.benchmarks.machine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** What the figures were measured on. */
public final class Machine {

    /** Read once: when pictures are drawn, the load is that of the measuring. */
    private static final String DESCRIPTION = String.format(
            Locale.ROOT,
            "%s, %d processors, load %s before; Java %s",
            model(),
            Runtime.getRuntime().availableProcessors(),
            load(),
            System.getProperty("java.version"));

    private Machine() {}

    /** One line, without its end; the load is that of the first call. */
    public static String describe() {
        return DESCRIPTION;
    }

    private static String model() {
        try (var lines = Files.lines(Path.of("/proc/cpuinfo"))) {
            return lines.filter(line -> line.startsWith("model name"))
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .findFirst()
                    .orElse(System.getProperty("os.arch"));
        } catch (IOException elsewhere) {
            return System.getProperty("os.name") + " " + System.getProperty("os.arch");
        }
    }

    private static String load() {
        try {
            return Files.readString(Path.of("/proc/loadavg")).split(" ", 2)[0];
        } catch (IOException elsewhere) {
            return "unknown";
        }
    }
}
