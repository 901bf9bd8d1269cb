package dev.ares.local.server;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Starts Java programs with the JDK that runs the launcher. */
public final class JavaProgram {

    /** One set for every JVM of the stack: start-up, memory and throughput figures are all measured with it. */
    public static final List<String> COMMON_FLAGS = List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xss512k");

    private JavaProgram() {}

    /** The command line up to the main class. */
    public static List<String> command(int heapMebibytes, List<String> flags) {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("-Xmx" + heapMebibytes + "m");
        command.addAll(COMMON_FLAGS);
        command.addAll(flags);
        return command;
    }
}
