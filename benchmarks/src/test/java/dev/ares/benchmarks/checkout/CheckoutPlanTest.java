package dev.ares.benchmarks.checkout;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

import org.junit.jupiter.api.Test;

import dev.ares.benchmarks.shop.Way;

import static dev.ares.benchmarks.shop.Scenario.HOT;
import static dev.ares.benchmarks.shop.Scenario.HOT_SLOW;
import static dev.ares.benchmarks.shop.Scenario.SPREAD;
import static org.assertj.core.api.Assertions.assertThat;

class CheckoutPlanTest {

    private final CheckoutPlan plan = new CheckoutPlan(
            List.of(Way.SAGA),
            List.of(SPREAD, HOT, HOT_SLOW),
            List.of(64),
            5,
            50,
            Duration.ofSeconds(60),
            Duration.ofSeconds(10),
            Duration.ofSeconds(10),
            1000,
            100,
            Path.of("shops"),
            0);

    @Test
    void eachScenarioComesFirstInItsTurn() {
        assertThat(plan.scenariosOf(1)).containsExactly(SPREAD, HOT, HOT_SLOW);
        assertThat(plan.scenariosOf(2)).containsExactly(HOT_SLOW, SPREAD, HOT);
        assertThat(plan.scenariosOf(3)).containsExactly(HOT, HOT_SLOW, SPREAD);
        assertThat(plan.scenariosOf(4)).isEqualTo(plan.scenariosOf(1));
    }
}
