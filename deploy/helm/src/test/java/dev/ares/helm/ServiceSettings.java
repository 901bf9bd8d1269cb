package dev.ares.helm;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The variables that a service reads, from the settings in its own source: {@code ${ARES_KAFKA:127.0.0.1:9092}}. */
record ServiceSettings(String text) {

    private static final Path ROOT = Path.of("../..");
    // Up to the default: inside that, another variable may stand, which is found by itself.
    private static final Pattern VARIABLE = Pattern.compile("\\$\\{(ARES_[A-Z_]+)(:[^${}]*)?");
    private static final Pattern IMPORT = Pattern.compile("classpath:(ares/[\\w-]+\\.yml)");
    private static final List<String> LIBRARIES = List.of("observability", "web", "messaging");

    static ServiceSettings of(String service) {
        String own = read(ROOT.resolve(service).resolve("src/main/resources/application.yml"));
        var all = new StringBuilder(own);
        IMPORT.matcher(own).results().map(found -> imported(found.group(1))).forEach(all::append);
        return new ServiceSettings(all.toString());
    }

    /** Those without a default: the service does not start without them. */
    Set<String> required() {
        return names(found -> found.group(2) == null);
    }

    /** Those whose default is this machine, where no server runs in a pod. */
    Set<String> local() {
        return names(found -> found.group(2) != null && found.group(2).contains("127.0.0.1"));
    }

    Set<String> all() {
        return names(found -> true);
    }

    private Set<String> names(java.util.function.Predicate<Matcher> wanted) {
        var names = new TreeSet<String>();
        Matcher matcher = VARIABLE.matcher(text);
        while (matcher.find()) {
            if (wanted.test(matcher)) {
                names.add(matcher.group(1));
            }
        }
        return names;
    }

    private static String imported(String resource) {
        return LIBRARIES.stream()
                .map(library -> ROOT.resolve("common-lib").resolve(library).resolve("src/main/resources/" + resource))
                .filter(Files::exists)
                .findFirst()
                .map(ServiceSettings::read)
                .orElseThrow(() -> new AssertionError(resource + " (expected: in one of " + LIBRARIES + ")"));
    }

    static Stream<String> sources(String folder) {
        try (var files = Files.walk(ROOT.resolve(folder))) {
            return files.filter(file -> file.toString().endsWith(".java")).map(ServiceSettings::read).toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
