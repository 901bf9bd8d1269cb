package dev.ares.observability;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.logging.LoggingSystem;

import static org.assertj.core.api.Assertions.assertThat;

/** What the collector relies on (deploy/observability/collector/collector.yaml). */
class LogFileTest {

    @TempDir
    private Path folder;

    /** Logging belongs to the JVM: no later test writes into a folder that is gone. */
    @AfterEach
    void letGoOfTheFile() {
        LoggingSystem.get(LogFileTest.class.getClassLoader()).cleanUp();
        System.clearProperty("LOG_FILE");
    }

    @Test
    void aLineIsOneJsonObjectWithTheNamesThatTheCollectorReads() throws IOException {
        Path file = folder.resolve("filed.json");

        logInto(file, "a line");

        assertThat(Files.readAllLines(file)).isNotEmpty().allSatisfy(line -> assertThat(line)
                .startsWith("{\"@timestamp\":\"20")
                .endsWith("}")
                .contains("\"log\":{\"level\":\"", "\"service\":{\"name\":\"filed\"", "\"message\":\""));
    }

    @Test
    void aFileThatIsFullIsRenamedNotCompressedAndKeepsItsBeginning() throws IOException {
        Path file = folder.resolve("filed.json");
        String before = "x".repeat(4096) + "\n";
        Files.writeString(file, before);

        logInto(file, "a line after it");

        List<Path> rolled = files().filter(each -> !each.equals(file)).toList();
        assertThat(rolled)
                .singleElement()
                .satisfies(each ->
                        assertThat(each.getFileName().toString()).matches("filed\\.json\\.\\d{4}-\\d\\d-\\d\\d\\.0"))
                .satisfies(each -> assertThat(Files.readString(each)).startsWith(before));
        assertThat(Files.readString(file) + Files.readString(rolled.get(0))).contains("a line after it");
    }

    @Test
    void withoutTheVariableThereIsNoFile() {
        start("--logging.level.root=info");

        assertThat(System.getProperty("LOG_FILE")).isNull();
    }

    private static void logInto(Path file, String line) {
        start("--ARES_LOG_FILE=" + file, "--logging.logback.rollingpolicy.max-file-size=2KB");
        LoggerFactory.getLogger(LogFileTest.class).info(line);
    }

    private static void start(String... arguments) {
        new SpringApplicationBuilder(Nothing.class)
                .web(WebApplicationType.NONE)
                .properties("spring.application.name=filed", "spring.config.import=classpath:ares/observability.yml")
                .run(arguments)
                .close();
    }

    private Stream<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.toList().stream();
        }
    }

    @SpringBootConfiguration
    static class Nothing {}
}
