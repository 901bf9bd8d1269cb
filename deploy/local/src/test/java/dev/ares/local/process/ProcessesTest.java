package dev.ares.local.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class ProcessesTest {

    private static final Duration PATIENCE = Duration.ofSeconds(1);

    @TempDir
    Path folder = Path.of("");

    private StateFolder state = new StateFolder(folder);
    private Processes processes = new Processes(state);

    @BeforeEach
    void createState() throws IOException {
        state = new StateFolder(folder.resolve("state")).create();
        processes = new Processes(state);
    }

    @AfterEach
    void stopAll() {
        processes.running().forEach(part -> processes.stop(part, "KILL", PATIENCE));
    }

    @Test
    void aPartRunsUntilItIsStoppedAndALaterLauncherFindsIt() {
        processes.start(new ShellPart("part", folder, ShellPart.WELL_BEHAVED));
        var later = new Processes(state);
        assertThat(later.running()).containsExactly("part");

        assertThat(later.stop("part", "TERM", PATIENCE)).isTrue();

        assertThat(later.running()).isEmpty();
        assertThat(later.stop("part", "TERM", PATIENCE)).isFalse();
    }

    @Test
    void aPartThatRunsIsNotStartedAgain() {
        var part = new ShellPart("part", folder, ShellPart.WELL_BEHAVED);
        processes.start(part);
        long first = processes.find("part").orElseThrow().pid();

        processes.start(part);

        assertThat(processes.find("part").orElseThrow().pid()).isEqualTo(first);
    }

    @Test
    void aPartThatEndsAtOnceIsReportedWithTheEndOfItsLog() {
        var broken = new ShellPart("broken", folder, "echo no such luck; exit 3");

        assertThatThrownBy(() -> processes.start(broken)).isInstanceOfSatisfying(PartFailedException.class, failure -> {
            assertThat(failure).hasMessage("broken could not be started: its process ended");
            assertThat(failure.logEnd()).containsExactly("no such luck");
        });
    }

    @Test
    void aPartAllocatesFromFewArenasUnlessTheLauncherWasToldOtherwise() throws IOException {
        String expected = System.getenv().getOrDefault("MALLOC_ARENA_MAX", "2");

        processes.start(new ShellPart("part", folder, "echo arenas $MALLOC_ARENA_MAX; " + ShellPart.WELL_BEHAVED));

        assertThat(Files.readString(state.log("part"))).contains("arenas " + expected);
    }

    @Test
    void aPartThatIsNeverReadyIsReportedAfterItsTimeOut() {
        var silent = new ShellPart("silent", folder, "sleep 60", Duration.ofSeconds(3));

        assertThatThrownBy(() -> processes.start(silent))
                .hasMessage("silent could not be started: not ready within 3 s");
    }

    @Test
    void aPartThatIgnoresTheSignalIsKilled() {
        processes.start(new ShellPart("deaf", folder, "trap '' TERM; touch ready; while true; do sleep 1; done"));
        ProcessHandle process = processes.find("deaf").orElseThrow();

        processes.stop("deaf", "TERM", PATIENCE);

        assertThat(RecordedProcess.runs(process)).isFalse();
    }

    @Test
    void aRecycledProcessIdIsNotTakenForThePart() throws IOException {
        new RecordedProcess("part", ProcessHandle.current().pid(), 12_345).write(state.processes());

        assertThat(processes.find("part")).isEmpty();
    }
}
