package dev.ares.local.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

class SpawnTest {

    @TempDir
    private Path folder = Path.of("");

    /** Without {@link Spawn} some of them end with "Text file busy". */
    @Test
    void aProgramThatWasJustWrittenRunsWhileOthersAreStarted() throws Exception {
        var done = new AtomicBoolean();
        ExecutorService others = Executors.newFixedThreadPool(2);
        for (int i = 0; i < 2; i++) {
            others.execute(() -> startUntil(done));
        }
        try {
            for (int i = 0; i < 50; i++) {
                Path program = folder.resolve("program-" + i);
                Spawn.write(() -> Files.copy(Path.of("/bin/true"), program));
                Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));

                assertThat(Spawn.start(new ProcessBuilder(program.toString())).waitFor())
                        .as("exit code of program %d", i)
                        .isZero();
            }
        } finally {
            done.set(true);
            others.shutdown();
        }
    }

    private static void startUntil(AtomicBoolean done) {
        try {
            while (!done.get()) {
                Spawn.start(new ProcessBuilder("/bin/true")).waitFor();
            }
        } catch (IOException | InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
    }
}
