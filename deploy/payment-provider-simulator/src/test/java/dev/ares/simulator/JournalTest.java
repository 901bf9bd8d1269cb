package dev.ares.simulator;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class JournalTest {

    private final Path file;

    JournalTest(@TempDir Path folder) {
        this.file = folder.resolve("state/ledger.journal");
    }

    @Test
    void remembersWhatWasDurable() throws IOException {
        write("one", "two");
        write("three");

        assertThat(read()).containsExactly("one", "two", "three");
    }

    @Test
    void cutsOffWhatACrashLeftHalfWritten() throws IOException {
        write("one");
        String whole = Files.readString(file);
        for (String torn : List.of("0", "12345678 tw", whole.strip())) {
            Files.writeString(file, whole + torn);

            write("two");

            assertThat(read()).containsExactly("one", "two");
        }
    }

    @Test
    void refusesToOpenWhatIsDamagedInside() throws IOException {
        write("one", "two");
        Files.writeString(file, Files.readString(file).replace("one", "One"));

        assertThatThrownBy(this::read).isInstanceOf(IOException.class).hasMessageContaining("damaged at byte 0");
    }

    @Test
    void belongsToOneProcessAtATime() throws IOException {
        try (var journal = Journal.open(file, line -> {})) {
            assertThat(journal.durable()).isCompleted();
            assertThatThrownBy(this::read).isInstanceOf(Exception.class);
        }
        Files.writeString(file, "", StandardOpenOption.APPEND);
        assertThat(read()).isEmpty();
    }

    private void write(String... lines) throws IOException {
        try (var journal = Journal.open(file, line -> {})) {
            for (String line : lines) {
                journal.append(line);
            }
            journal.durable().join();
        }
    }

    private List<String> read() throws IOException {
        var lines = new ArrayList<String>();
        Journal.open(file, lines::add).close();
        return lines;
    }
}
