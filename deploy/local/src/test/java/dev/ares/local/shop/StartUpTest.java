package dev.ares.local.shop;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.ares.local.process.PartFailedException;
import dev.ares.local.process.Processes;
import dev.ares.local.process.ShellPart;
import dev.ares.local.process.StateFolder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class StartUpTest {

    @TempDir
    Path folder = Path.of("");

    private final List<String> ready = Collections.synchronizedList(new ArrayList<>());
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
    void aPartStartsWhenThoseThatItWaitsForAreReadyAndFollowedUp() {
        var database = new StartStep(part("database"), Set.of(), "", () -> {
            ready.add("tables");
            return "";
        });

        startUp(List.of(database, StartStep.of(part("service"), "", "database")))
                .run();

        assertThat(ready).containsExactly("tables", "database", "service");
        assertThat(processes.running()).containsExactly("database", "service");
    }

    @Test
    void aPartThatFailsTakesDownWhatThisStartUpStartedAndNothingElse() {
        startUp(List.of(StartStep.of(part("before"), ""))).run();
        var failing = new ShellPart("failing", folder, "exit 1");

        assertThatThrownBy(() -> startUp(List.of(
                                StartStep.of(part("before"), ""),
                                StartStep.of(part("new"), "", "before"),
                                StartStep.of(failing, "", "new"),
                                StartStep.of(part("never"), "", "failing")))
                        .run())
                .isInstanceOf(PartFailedException.class)
                .hasMessageStartingWith("failing could not be started");

        assertThat(processes.running()).containsExactly("before");
        assertThat(ready).doesNotContain("never");
    }

    @Test
    void aFollowUpThatFailsIsAFailureOfItsPart() {
        var database = new StartStep(part("database"), Set.of(), "", () -> {
            throw new IllegalStateException("fsync=off (expected: all on)");
        });

        assertThatThrownBy(() -> startUp(List.of(database)).run()).hasMessageContaining("fsync=off");
        assertThat(processes.running()).isEmpty();
    }

    @Test
    void whatIsKeptStays() {
        var startUp = startUp(List.of(StartStep.of(part("part"), "")));
        startUp.run();
        startUp.keep();

        startUp.undo();

        assertThat(processes.running()).containsExactly("part");
    }

    @Test
    void aFinishedStartUpCanBeUndoneUntilItIsKept() {
        startUp(List.of(StartStep.of(part("before"), ""))).run();
        var startUp = startUp(List.of(StartStep.of(part("before"), ""), StartStep.of(part("part"), "")));
        startUp.run();

        startUp.undo();

        assertThat(processes.running()).containsExactly("before");
    }

    private ShellPart part(String name) {
        return new ShellPart(name, folder, ShellPart.WELL_BEHAVED);
    }

    private StartUp startUp(List<StartStep> steps) {
        return new StartUp(steps, processes, new StartUp.Progress() {
            @Override
            public void ready(StartStep step, Duration took, boolean ranBefore, String remark) {
                ready.add(step.name());
            }

            @Override
            public void waitingFor(List<String> parts) {}
        });
    }
}
