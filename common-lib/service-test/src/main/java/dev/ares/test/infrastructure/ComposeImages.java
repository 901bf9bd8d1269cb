package dev.ares.test.infrastructure;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The images that docker-compose.yml pins: tests on containers take no others. */
final class ComposeImages {

    private ComposeImages() {}

    /**
     * @param repository {@code postgres}
     * @return {@code postgres:17.10}
     */
    static String pinned(String repository) {
        Path file = root().resolve("docker-compose.yml");
        try {
            Matcher image = Pattern.compile("(?m)^ +image: (" + Pattern.quote(repository) + ":\\S+)$")
                    .matcher(Files.readString(file));
            if (!image.find()) {
                throw new IllegalStateException(file + ": no image of " + repository + " (expected: one with a tag)");
            }
            return image.group(1);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static Path root() {
        Path here = Path.of("").toAbsolutePath();
        for (Path folder = here; folder != null; folder = folder.getParent()) {
            if (Files.exists(folder.resolve("docker-compose.yml"))) {
                return folder;
            }
        }
        throw new IllegalStateException("working directory: " + here + " (expected: inside a checkout of Ares)");
    }
}
