package dev.ares.test.docs;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** A link within the checkout leads somewhere, to the heading that it names too. */
class LinksTest {

    private static final Path CHECKOUT = Path.of("../..");
    private static final Set<String> NOT_OURS = Set.of("target", "node_modules", ".git");

    @Test
    void everyLinkOfEveryPageLeadsSomewhere() throws IOException {
        List<Path> pages = pages();

        assertThat(pages).hasSizeGreaterThan(100);
        assertThat(pages)
                .allSatisfy(page -> assertThat(Page.read(page).deadLinks()).isEmpty());
    }

    @Test
    void aDeadLinkIsFound(@TempDir Path folder) throws IOException {
        Files.writeString(folder.resolve("other.md"), "# A heading, `quoted`\n\n```\n# no heading\n```\n");
        Path page = folder.resolve("page.md");
        Files.writeString(page, """
                [a](other.md), [b](other.md#a-heading-quoted), [c](https://example.org/gone), [d](..),
                [e](gone.md), [f](other.md#gone), [g](other.md#no-heading), [h](#gone)""");

        assertThat(Page.read(page).deadLinks())
                .containsExactly("gone.md", "other.md#gone", "other.md#no-heading", "#gone");
    }

    private static List<Path> pages() throws IOException {
        var pages = new ArrayList<Path>();
        Files.walkFileTree(CHECKOUT, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
                return NOT_OURS.contains(String.valueOf(folder.getFileName()))
                        ? FileVisitResult.SKIP_SUBTREE
                        : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                if (file.toString().endsWith(".md")) {
                    pages.add(file);
                }
                return FileVisitResult.CONTINUE;
            }
        });
        return pages;
    }
}
