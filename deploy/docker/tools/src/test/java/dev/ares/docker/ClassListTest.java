package dev.ares.docker;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class ClassListTest {

    private final ClassList list =
            ClassList.read(List.of("# why", "", "org/postgresql: Driver Version", "sun/net: X$Y Z"));

    @Test
    void aNameStandsForTheClassesInsideItToo() {
        assertThat(list.names("org/postgresql/Driver")).isTrue();
        assertThat(list.names("org/postgresql/Driver$ConnectThread")).isTrue();
        assertThat(list.names("org/postgresql/DriverInfo")).isFalse();
        assertThat(list.names("org/postgresql/jdbc/Driver")).isFalse();
    }

    @Test
    void allOfOurClassesAreWanted() {
        assertThat(list.names("dev/ares/order/OrderApplication")).isTrue();
    }

    @Test
    void classesOfTheJdkAreNamedOneByOne() {
        assertThat(list.ofTheJdk()).containsExactly("sun/net/X$Y", "sun/net/Z");
    }

    @Test
    void aLineThatIsNoneOfTheseIsNamed() {
        assertThatThrownBy(() -> ClassList.read(List.of("org/postgresql/Driver")))
                .hasMessage("org/postgresql/Driver (expected: package: Class Class ...)");
    }

    @Test
    void theListOfTheImageCanBeRead() throws IOException {
        ClassList ours =
                ClassList.read(Files.readAllLines(ComposeFile.ROOT.resolve("deploy/docker/image/classes.txt")));
        assertThat(ours.names("org/postgresql/core/v3/QueryExecutorImpl")).isTrue();
        assertThat(ours.outer()).hasSizeGreaterThan(1000);
    }
}
