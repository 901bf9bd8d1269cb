package dev.ares.test.docs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

/** The tests of all modules by name, read from their sources: so one module can hold a page to the tests of another. */
final class TestNames {

    /** In a page: {@code `LimitsIT`}, {@code `LimitsIT.usersHaveAllowancesOfTheirOwn`}. */
    private static final Pattern MENTION = Pattern.compile("`([A-Z]\\w*(?:Test|IT))(?:\\.(\\w+))?`");

    /** Sources by class name; a name may stand in several modules. */
    private final Map<String, String> sources;

    private TestNames(Map<String, String> sources) {
        this.sources = sources;
    }

    /** All that stand below the checkout, whether they are built or not. */
    static TestNames below(Path checkout) throws IOException {
        Map<String, String> sources = new HashMap<>();
        Files.walkFileTree(checkout, new SimpleFileVisitor<>() {

            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
                String name = folder.getFileName().toString();
                boolean hidden = name.startsWith(".") && !name.equals("..");
                return hidden || name.equals("target") ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                String name = file.getFileName().toString();
                if (name.matches("\\w+(Test|IT)\\.java") && file.toString().contains("/src/test/java/")) {
                    sources.merge(name.substring(0, name.length() - ".java".length()), text(file), String::concat);
                }
                return FileVisitResult.CONTINUE;
            }
        });
        return new TestNames(sources);
    }

    /** The mentions in a page that no test answers to. */
    List<String> missingFrom(String page) {
        return mentions(page)
                .filter(mention -> !exists(mention.group(1), mention.group(2)))
                .map(mention -> mention.group().replace("`", ""))
                .toList();
    }

    /** Whether a text names a test by class and method. */
    static boolean namesAMethod(String text) {
        return mentions(text).anyMatch(mention -> mention.group(2) != null);
    }

    private static Stream<MatchResult> mentions(String page) {
        return MENTION.matcher(page).results();
    }

    private boolean exists(String type, @Nullable String method) {
        String source = sources.get(type);
        return source != null && (method == null || source.contains("void " + method + "("));
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
