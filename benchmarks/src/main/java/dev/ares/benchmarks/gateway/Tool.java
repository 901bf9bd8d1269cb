package dev.ares.benchmarks.gateway;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Stream;

/** A program of the operating system that is compared with. */
final class Tool {

    private static final String INSTALL = "apt-get install -y --no-install-recommends nginx haproxy";

    private Tool() {}

    /**
     * Its file: on the path, or where Debian keeps servers.
     *
     * @throws MissingException with what installs it
     */
    static Path find(String name) {
        return find(name, System.getenv());
    }

    static Path find(String name, Map<String, String> environment) {
        String path = environment.getOrDefault("PATH", "");
        return Stream.concat(
                        Arrays.stream(path.split(File.pathSeparator, -1)).filter(folder -> !folder.isEmpty()),
                        Stream.of("/usr/sbin", "/usr/local/sbin"))
                .map(folder -> Path.of(folder, name))
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow(() -> new MissingException(
                        name + ": not found; install it: " + INSTALL + " (or leave it out: --only ares,spring)"));
    }

    /** Said instead of measuring less than was asked for. */
    static final class MissingException extends RuntimeException {

        private static final long serialVersionUID = 1;

        MissingException(String message) {
            super(message);
        }
    }
}
