package dev.ares.local.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class StateFolderTest {

    @TempDir
    Path parent = Path.of("");

    @Test
    void onlyItsOwnerCanLookInside() throws IOException {
        var state = new StateFolder(parent.resolve("new")).create();

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(state.root())))
                .isEqualTo("rwx------");
    }

    @Test
    void aFolderWithOtherFilesIsNeitherTakenNorRemoved() throws IOException {
        Path precious = Files.writeString(parent.resolve("precious"), "irreplaceable");
        var state = new StateFolder(parent);

        assertThatThrownBy(state::create).hasMessageContaining("holds other files");
        state.delete();

        assertThat(precious).exists();
    }

    @Test
    void deletingDoesNotFollowLinks() throws IOException {
        Path precious = Files.writeString(parent.resolve("precious"), "irreplaceable");
        var state = new StateFolder(parent.resolve("state")).create();
        Files.createSymbolicLink(state.root().resolve("link"), parent);

        state.delete();

        assertThat(state.root()).doesNotExist();
        assertThat(precious).exists();
    }

    @Test
    void aPrivateFileIsReadableByItsOwnerOnly() throws IOException {
        Path file = parent.resolve("secret");

        StateFolder.writePrivately(file, "hush");

        assertThat(file).hasContent("hush");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
    }
}
