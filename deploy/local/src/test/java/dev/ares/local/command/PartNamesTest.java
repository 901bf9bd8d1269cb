package dev.ares.local.command;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.ares.local.process.PortUse;
import dev.ares.local.shop.Settings;
import dev.ares.local.shop.Shop;
import dev.ares.local.shop.StartStep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class PartNamesTest {

    @TempDir
    Path folder = Path.of("");

    private List<StartStep> steps = List.of();

    @BeforeEach
    void listParts() {
        steps = new Shop(Settings.from(Map.of("ARES_HOME", folder.toString()))).steps();
    }

    @Test
    void servicesHaveShortNames() {
        assertThat(PartNames.find("order", steps).name()).isEqualTo("order-service");
        assertThat(PartNames.find("simulator", steps).name()).isEqualTo("payment-provider-simulator");
    }

    @Test
    void anUnknownNameIsAnsweredWithTheKnownOnes() {
        assertThatThrownBy(() -> PartNames.find("shipping", steps))
                .hasMessageContaining("shipping")
                .hasMessageContaining("order-service");
    }

    @Test
    void aServiceStandsForAllItsReplicasAndAReplicaForItself() {
        var three =
                new Shop(Settings.from(Map.of("ARES_HOME", folder.toString())).withReplicas(3)).steps();

        assertThat(PartNames.replicas(PartNames.find("order", three), three))
                .extracting(StartStep::name)
                .containsExactly("order-service", "order-service-2", "order-service-3");
        assertThat(PartNames.replicas(PartNames.find("order-service-2", three), three))
                .extracting(StartStep::name)
                .containsExactly("order-service-2");
    }

    @Test
    void noTwoReplicasShareAPortWithAnyPart() {
        var most =
                new Shop(Settings.from(Map.of("ARES_HOME", folder.toString())).withReplicas(Settings.MOST_REPLICAS));

        assertThat(most.steps().stream().flatMap(step -> step.part().ports().stream()))
                .extracting(PortUse::port)
                .doesNotHaveDuplicates();
    }

    @Test
    void aPartComesWithThoseThatItNeeds() {
        assertThat(PartNames.withThoseNeeded(List.of("gateway"), steps))
                .extracting(StartStep::name)
                .containsExactly("redis", "nacos", "gateway");
    }
}
