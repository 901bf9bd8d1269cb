package dev.ares.test.docs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/** A page that promises something names the test that shows it: each of those tests exists. */
class NamedTestsTest {

    private static final Path CHECKOUT = Path.of("../..");
    private static final Path SECURITY = CHECKOUT.resolve("docs/security.md");

    private static TestNames tests;

    @BeforeAll
    static void readAll() throws IOException {
        tests = TestNames.below(CHECKOUT);
    }

    static List<Path> pages() throws IOException {
        try (Stream<Path> files = Files.walk(CHECKOUT.resolve("docs"))) {
            return files.filter(file -> file.toString().endsWith(".md")).toList();
        }
    }

    @ParameterizedTest
    @MethodSource("pages")
    void everyTestThatAPageNamesExists(Path page) throws IOException {
        assertThat(tests.missingFrom(Files.readString(page)))
                .as(page.toString())
                .isEmpty();
    }

    @Test
    void everyRiskOfTheSecurityPageHasATestByClassAndMethod() throws IOException {
        List<String> risks = Files.readString(SECURITY)
                .lines()
                .filter(line -> line.matches("\\| API\\d+ .*"))
                .toList();

        assertThat(risks).hasSize(10);
        assertThat(risks).allMatch(TestNames::namesAMethod);
    }

    @Test
    void aTestThatIsGoneIsMissed() {
        String page = "`GoneIT`, `NamedTestsTest.gone`, `NamedTestsTest.aTestThatIsGoneIsMissed`, `NamedTestsTest`";

        assertThat(tests.missingFrom(page)).containsExactly("GoneIT", "NamedTestsTest.gone");
        assertThat(TestNames.namesAMethod("`NamedTestsTest`")).isFalse();
    }
}
