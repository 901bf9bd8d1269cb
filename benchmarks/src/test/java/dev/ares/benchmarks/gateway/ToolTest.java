package dev.ares.benchmarks.gateway;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class ToolTest {

    @Test
    void whatIsMissingSaysHowToInstallIt() {
        assertThatThrownBy(() -> Tool.find("no-such-proxy", Map.of("PATH", "")))
                .isInstanceOf(Tool.MissingException.class)
                .hasMessageContaining("no-such-proxy: not found")
                .hasMessageContaining("apt-get install -y --no-install-recommends nginx haproxy");
    }

    @Test
    void itIsFoundOnThePath(@TempDir Path folder) throws IOException {
        Path tool = Files.createFile(folder.resolve("some-proxy"));
        assertThat(tool.toFile().setExecutable(true)).isTrue();

        assertThat(Tool.find("some-proxy", Map.of("PATH", "/nowhere:" + folder)))
                .isEqualTo(tool);
    }
}
