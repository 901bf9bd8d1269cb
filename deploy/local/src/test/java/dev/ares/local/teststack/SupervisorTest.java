package dev.ares.local.teststack;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

class SupervisorTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @TempDir
    Path folder;

    @Test
    void whoAsksForAServerThatCannotStartIsToldWhyAtOnce() throws Exception {
        var files = new StackFiles(folder.resolve("stack"));
        // Without the libraries that unpack PostgreSQL.
        Process supervisor = supervisor(files, Path.of("target", "classes"));
        try {
            Awaitility.await("the stack").atMost(PATIENCE).until(() -> Files.exists(files.description()));
            Files.createFile(files.request(TestServer.POSTGRES));

            Awaitility.await("the answer").atMost(PATIENCE).untilAsserted(() -> assertThat(
                            files.failed(TestServer.POSTGRES))
                    .content()
                    .contains("postgres: ", "XZCompressorInputStream"));
        } finally {
            supervisor.destroy();
            supervisor.waitFor();
        }
    }

    private Process supervisor(StackFiles files, Path classPath) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        classPath.toString(),
                        Supervisor.class.getName(),
                        files.home().toString(),
                        folder.toString(),
                        Long.toString(ProcessHandle.current().pid()))
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("log").toFile())
                .start();
    }
}
