package dev.ares.test.docs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A page of Markdown, its links and the anchors that GitHub makes of its headings. */
record Page(Path file, String text) {

    private static final Pattern LINK = Pattern.compile("]\\(([^)\\s]+)\\)");
    private static final Pattern HEADING = Pattern.compile("^#+ (.*)$", Pattern.MULTILINE);
    private static final Pattern CODE_BLOCK = Pattern.compile("^```.*?^```", Pattern.MULTILINE | Pattern.DOTALL);
    private static final Pattern ELSEWHERE = Pattern.compile("[a-z]+:.*");

    static Page read(Path file) {
        try {
            return new Page(file, CODE_BLOCK.matcher(Files.readString(file)).replaceAll(""));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** Links into the checkout that lead to no file, no folder or no heading. */
    List<String> deadLinks() {
        return LINK.matcher(text)
                .results()
                .map(found -> found.group(1))
                .filter(link -> !ELSEWHERE.matcher(link).matches() && isDead(link))
                .toList();
    }

    private boolean isDead(String link) {
        int hash = link.indexOf('#');
        String path = hash < 0 ? link : link.substring(0, hash);
        Path target = path.isEmpty() ? file : file.resolveSibling(path).normalize();
        return !Files.exists(target) || hash >= 0 && !read(target).anchors().contains(link.substring(hash + 1));
    }

    private Set<String> anchors() {
        return HEADING.matcher(text).results().map(Page::anchor).collect(Collectors.toSet());
    }

    private static String anchor(MatchResult heading) {
        return heading.group(1)
                .replaceAll("\\[([^]]*)]\\([^)]*\\)", "$1")
                .strip()
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^\\p{L}\\p{N}_\\- ]", "")
                .replace(' ', '-');
    }
}
