package dev.ares.local.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

class SpawnTest {

    /** Large, so that writing it takes a while: without {@link Spawn} some seven of 200 end with "Text file busy". */
    private static final int PROGRAM_BYTES = 5_000_000;

    private static final int PROGRAMS = 150;

    @TempDir
    private Path folder = Path.of("");

    @Test
    void aProgramThatWasJustWrittenRunsWhileOthersAreStarted() throws Exception {
        var done = new AtomicBoolean();
        ExecutorService others = Executors.newFixedThreadPool(2);
        for (int i = 0; i < 2; i++) {
            others.execute(() -> startUntil(done));
        }
        byte[] padded = Arrays.copyOf(Files.readAllBytes(Path.of("/bin/true")), PROGRAM_BYTES);
        try {
            for (int i = 0; i < PROGRAMS; i++) {
                Path program = folder.resolve("program-" + i);
                Files.write(program, padded);
                Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));

                assertThat(Spawn.start(new ProcessBuilder(program.toString())).waitFor())
                        .as("exit code of program %d", i)
                        .isZero();
                Files.delete(program);
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
