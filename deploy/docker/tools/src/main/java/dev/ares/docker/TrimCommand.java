package dev.ares.docker;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** What the Dockerfile does to the libraries of a service. */
@Command(
        name = "trim",
        description = "Leaves native code of other platforms than this one out of the jars in a folder, in place.")
final class TrimCommand implements Callable<Integer> {

    private static final double MEGABYTE = 1e6;

    @Parameters(paramLabel = "FOLDER")
    private Path folder = Path.of("");

    @Override
    public Integer call() throws IOException {
        var libraries = new NativeLibraries(System.getProperty("os.arch"));
        for (Path jar : jars(folder)) {
            long saved = libraries.leaveOutOf(jar);
            if (saved > 0) {
                System.out.printf("%s: %.1f MB less%n", jar.getFileName(), saved / MEGABYTE);
            }
        }
        return 0;
    }

    static List<Path> jars(Path folder) throws IOException {
        try (var files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".jar"))
                    .sorted()
                    .toList();
        }
    }
}
