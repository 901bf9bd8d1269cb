package dev.ares.local.command;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.ares.local.process.Processes;
import dev.ares.local.process.ShellPart;
import dev.ares.local.process.StateFolder;
import dev.ares.local.shop.StartStep;
import dev.ares.local.shop.StartUp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class AllOrNothingTest {

    private static final PrintWriter NOWHERE = new PrintWriter(Writer.nullWriter());

    @TempDir
    Path folder = Path.of("");

    private Processes processes = new Processes(new StateFolder(folder));

    @BeforeEach
    void createState() throws IOException {
        processes = new Processes(new StateFolder(folder.resolve("state")).create());
    }

    @AfterEach
    void stopAll() {
        processes.running().forEach(part -> processes.stop(part, "KILL", Duration.ofSeconds(1)));
    }

    @Test
    void aShopThatIsOfNoUseIsStoppedAgain() {
        assertThatThrownBy(() -> AllOrNothing.run(startUp(), NOWHERE, () -> {
                    assertThat(processes.running()).containsExactly("part");
                    throw new CannotRunException("The gateway does not reach order-service.");
                }))
                .isInstanceOf(CannotRunException.class);

        assertThat(processes.running()).isEmpty();
    }

    @Test
    void aShopThatBehavesOtherwiseThanExpectedStaysToBeLookedAt() throws IOException {
        assertThat(AllOrNothing.run(startUp(), NOWHERE, () -> false)).isFalse();

        assertThat(processes.running()).containsExactly("part");
    }

    private StartUp startUp() {
        var part = new ShellPart("part", folder, ShellPart.WELL_BEHAVED);
        return new StartUp(
                List.of(new StartStep(part, Set.of(), "", () -> "")), processes, new PrintedProgress(NOWHERE));
    }
}
