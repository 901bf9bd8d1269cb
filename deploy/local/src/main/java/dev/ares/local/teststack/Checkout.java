package dev.ares.local.teststack;

import java.nio.file.Files;
import java.nio.file.Path;

/** The source tree that this JVM works in. */
final class Checkout {

    static final Path SERVERS = Path.of("deploy", "local", "servers");

    private Checkout() {}

    /** The folder with the root pom: the nearest one above the working directory that holds the server modules. */
    static Path root() {
        for (Path folder = Path.of("").toAbsolutePath(); folder != null; folder = folder.getParent()) {
            if (Files.isDirectory(folder.resolve(SERVERS))) {
                return folder;
            }
        }
        throw new IllegalStateException(
                "working directory: " + Path.of("").toAbsolutePath() + " (expected: inside a checkout of Ares)");
    }
}
