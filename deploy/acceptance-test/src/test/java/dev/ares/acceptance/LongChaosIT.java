package dev.ares.acceptance;

import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.stream.LongStream;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import dev.ares.local.chaos.ChaosResult;
import dev.ares.local.chaos.ChaosSettings;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Ten minutes with a fault every three seconds, and two processes of each service. Each seed is a run of its own;
 * {@code -Dares.chaos.seed} chooses another one, {@code -Dares.chaos.replicas} another number of processes.
 */
@ShopTest
@Tag("full")
class LongChaosIT {

    private static final int REPLICAS = Integer.getInteger("ares.chaos.replicas", 2);
    private static final int EACH_KIND_AT_LEAST = 5;

    @BeforeAll
    static void startReplicas(RunningShop shop) {
        shop.replicas(REPLICAS);
    }

    @AfterAll
    static void backToOne(RunningShop shop) {
        shop.replicas(1);
    }

    static LongStream seeds() {
        Long chosen = Long.getLong("ares.chaos.seed");
        return chosen == null ? LongStream.of(1, 2, 3) : LongStream.of(chosen);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void nothingIsLostOrWrong(long seed, RunningShop shop) throws IOException, SQLException {
        ChaosResult result = shop.chaos(
                new ChaosSettings(seed, Duration.ofMinutes(10), Duration.ofSeconds(3), 4, RunningShop.QUIESCENCE));

        assertThat(result.violations()).isEmpty();
        assertThat(result.rest())
                .as("from the last fault until all was at rest")
                .isLessThanOrEqualTo(RunningShop.QUIESCENCE);
        assertThat(result.accepted()).isGreaterThanOrEqualTo(1_000);
        assertThat(result.confirmed()).isGreaterThanOrEqualTo(result.accepted() / 2);
        assertThat(result.faults())
                .hasSize(8)
                .allSatisfy((kind, times) -> assertThat(times).as(kind).isGreaterThanOrEqualTo(EACH_KIND_AT_LEAST));
    }
}
