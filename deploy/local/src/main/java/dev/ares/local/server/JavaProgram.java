package dev.ares.local.server;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

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

    /** Class path of a server module: its own classes, then its libraries with {@code first} in front. */
    static String classPath(Path serverModule, String first) {
        Path libraries = serverModule.resolve("target/lib");
        if (!Files.isDirectory(libraries)) {
            throw new UncheckedIOException(new IOException(libraries + " is missing (expected: built by Maven)"));
        }
        try (Stream<Path> jars = Files.list(libraries)) {
            var entries = new ArrayList<String>();
            entries.add(serverModule.resolve("target/classes").toString());
            jars.map(Path::toString)
                    .filter(jar -> jar.endsWith(".jar"))
                    .sorted(Comparator.comparing((String jar) ->
                                    !Path.of(jar).getFileName().toString().startsWith(first))
                            .thenComparing(Comparator.naturalOrder()))
                    .forEach(entries::add);
            return String.join(File.pathSeparator, entries);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
