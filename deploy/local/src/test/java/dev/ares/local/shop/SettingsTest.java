package dev.ares.local.shop;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
    void aLaterCommandFindsThePortsReplicasAndCoordinatorOfTheLastStart() throws IOException {
        var started = Settings.from(Map.of("ARES_HOME", folder.toString(), "ARES_PORT_OFFSET", "5"))
                .withReplicas(3)
                .with(Coordinator.SEATA_AT);
        started.state().create();
        started.remember();

        var later = Settings.from(Map.of("ARES_HOME", folder.toString())).ofLastStart();

        assertThat(later.gatewayUrl()).isEqualTo("http://127.0.0.1:8085");
        assertThat(later.replicas()).isEqualTo(3);
        assertThat(later.coordinator()).isEqualTo(Coordinator.SEATA_AT);
    }

    @Test
    void withSeataThereIsItsCoordinatorAndThoseWhoseDatabasesTakePartWaitForIt() {
        var saga = Settings.from(Map.of("ARES_HOME", folder.toString()));

        assertThat(waitingForSeata(saga)).isEmpty();
        assertThat(waitingForSeata(saga.with(Coordinator.SEATA_AT)))
                .containsExactly("inventory-service", "order-service");
        assertThatThrownBy(() -> Coordinator.of("--coordinator", "two-phase"))
                .hasMessage("--coordinator: two-phase (expected: saga or seata-at or seata-at-db or plain)");
    }

    @Test
    void seataWaitsForTheDatabaseOnlyWhereItKeepsItsTransactionsThere() throws IOException {
        var settings = Settings.from(Map.of("ARES_HOME", folder.toString()));
        settings.state().create();

        assertThat(seata(settings.with(Coordinator.SEATA_AT)).after()).isEmpty();
        assertThat(seata(settings.with(Coordinator.SEATA_AT_DB)).after()).containsExactly("postgres");
    }

    private static StartStep seata(Settings settings) {
        return new Shop(settings)
                .steps().stream()
                        .filter(step -> step.name().equals("seata"))
                        .findFirst()
                        .orElseThrow();
    }

    private static List<String> waitingForSeata(Settings settings) {
        return new Shop(settings)
                .steps().stream()
                        .filter(step -> step.after().contains("seata"))
                        .map(StartStep::name)
                        .toList();
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
