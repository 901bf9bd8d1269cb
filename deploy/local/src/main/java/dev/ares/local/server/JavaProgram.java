package dev.ares.local.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Starts Java programs with the JDK that runs the launcher. */
public final class JavaProgram {

    /** One set for every JVM of the stack: start-up, memory and throughput figures are all measured with it. */
    public static final List<String> FLAGS = List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xss512k");

    private JavaProgram() {}

    /**
     * A heap of at most so many mebibytes that begins with two thirds of them: one for the young generation, which stays
     * as it is, one for the old. Left to itself a JVM begins with all on a machine with much memory, and lets garbage
     * fill the old generation to the brim before it collects it for the first time, which looks like a leak for hours
     * (docs/benchmarks.md, "Memory over an hour"). This way the old generation is collected when it would grow, and ends
     * at 1.7 times what lives there ({@code MinHeapFreeRatio}, 40 % by default).
     */
    public static List<String> heap(int mebibytes) {
        int third = mebibytes / 3;
        return List.of("-Xms" + 2 * third + "m", "-Xmn" + third + "m", "-Xmx" + mebibytes + "m");
    }

    /**
     * The command line up to the main class.
     *
     * @param home of the part: temporary files, and what libraries write to the user's home, go there, so that nothing of
     *     the stack is left outside its state folder
     */
    public static List<String> command(int heapMebibytes, Path home, List<String> flags) throws IOException {
        Path temporary = Files.createDirectories(home.resolve("tmp"));
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(heap(heapMebibytes));
        command.addAll(FLAGS);
        command.add("-Djava.io.tmpdir=" + temporary);
        command.add("-Duser.home=" + home);
        command.addAll(flags);
        return command;
    }
}
