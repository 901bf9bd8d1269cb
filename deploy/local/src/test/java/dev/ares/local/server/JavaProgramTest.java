package dev.ares.local.server;

import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** How a JVM of the stack is started, whatever the machine has. */
class JavaProgramTest {

    @TempDir
    private Path home;

    @Test
    void theHeapBeginsWithAYoungGenerationOfAThirdAndAsMuchForTheOld() throws Exception {
        assertThat(JavaProgram.command(160, home, List.of())).contains("-Xms106m", "-Xmn53m", "-Xmx160m");
    }

    @Test
    void temporaryFilesStayInTheHomeOfThePart() throws Exception {
        assertThat(JavaProgram.command(160, home, List.of("-Dof=the part")))
                .contains("-Djava.io.tmpdir=" + home.resolve("tmp"), "-Duser.home=" + home)
                .endsWith("-Dof=the part");
        assertThat(home.resolve("tmp")).isDirectory();
    }
}
