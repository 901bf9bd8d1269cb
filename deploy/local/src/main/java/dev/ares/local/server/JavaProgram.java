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
     * The command line up to the main class.
     *
     * @param home of the part: temporary files, and what libraries write to the user's home, go there, so that nothing of
     *     the stack is left outside its state folder
     */
    public static List<String> command(int heapMebibytes, Path home, List<String> flags) throws IOException {
        Path temporary = Files.createDirectories(home.resolve("tmp"));
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("-Xmx" + heapMebibytes + "m");
        command.addAll(FLAGS);
        command.add("-Djava.io.tmpdir=" + temporary);
        command.add("-Duser.home=" + home);
        command.addAll(flags);
        return command;
    }
}
