package dev.ares.local.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.ares.local.process.PortUse;
import dev.ares.local.process.StateFolder;

import static org.assertj.core.api.Assertions.assertThat;

class NacosServerTest {

    @TempDir
    Path folder;

    private NacosServer nacos;
    private Path database;

    @BeforeEach
    void givenWhatAStartHasLeft() throws IOException {
        StateFolder state = new StateFolder(folder).create();
        Path module = Path.of("servers", "nacos");
        nacos = new NacosServer(state, module, new PortUse(8848, "ARES_PORT_OFFSET"));
        database =
                Files.createDirectories(state.data(nacos.name()).resolve("data").resolve("derby-data"));
        Files.createFile(database.resolve("db.lck"));
    }

    @Test
    void aDatabaseWhoseMakingWasCutShortIsMadeAnew() throws IOException {
        nacos.prepare();

        assertThat(database).doesNotExist();
    }

    @Test
    void aDatabaseThatWasMadeStays() throws IOException {
        Path made = Files.createFile(database.resolve("service.properties"));

        nacos.prepare();

        assertThat(made).exists();
    }
}
