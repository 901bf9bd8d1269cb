package dev.ares.local.shop;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

class SettingsTest {

    @TempDir
    Path folder = Path.of("");

    @Test
    void stateIsInTheCheckoutUnlessAnotherHomeIsSet() {
        var inCheckout = Settings.from(Map.of("ARES_CHECKOUT", folder.toString()));
        var elsewhere = Settings.from(Map.of("ARES_CHECKOUT", folder.toString(), "ARES_HOME", "/somewhere"));

        assertThat(inCheckout.state().root()).isEqualTo(folder.resolve(".ares"));
        assertThat(elsewhere.state().root()).isEqualTo(Path.of("/somewhere"));
    }

    @Test
    void aLaterCommandFindsThePortsAndReplicasOfTheLastStart() throws IOException {
        var started = Settings.from(Map.of("ARES_HOME", folder.toString(), "ARES_PORT_OFFSET", "5"))
                .withReplicas(3);
        started.state().create();
        started.remember();

        var later = Settings.from(Map.of("ARES_HOME", folder.toString())).ofLastStart();

        assertThat(later.gatewayUrl()).isEqualTo("http://127.0.0.1:8085");
        assertThat(later.replicas()).isEqualTo(3);
    }

    @Test
    void secretsAreMadeOnceAndOnlyTheirOwnerCanReadThem() throws IOException {
        var state = Settings.from(Map.of("ARES_HOME", folder.toString())).state();
        String made = new Secrets(state).password("ares_order");

        assertThat(made).hasSizeGreaterThanOrEqualTo(43);
        assertThat(new Secrets(state).password("ares_order")).isEqualTo(made);
        assertThat(new Secrets(state).password("ares_user")).isNotEqualTo(made);
        Path file = new Secrets(state).file("ares_order");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
    }
}
