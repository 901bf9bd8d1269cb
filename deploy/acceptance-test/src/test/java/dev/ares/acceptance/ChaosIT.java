package dev.ares.acceptance;

import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Set;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

import dev.ares.local.chaos.ChaosResult;
import dev.ares.local.chaos.ChaosSettings;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Parts of the shop are killed, frozen and restarted under its customers' hands, and nothing that they were promised is lost
 * or wrong. {@code -Dares.chaos.seed} chooses another run.
 */
@ShopTest
class ChaosIT {

    private static final long SEED = Long.getLong("ares.chaos.seed", 42);

    private static final Set<String> SWITCHES = Set.of("delay", "error", "drop", "duplicate", "reorder");

    /** Parts are healed for themselves first, and find each other again a moment later. */
    @AfterAll
    static void heal(RunningShop shop) {
        shop.startAgain();
    }

    @Test
    void nothingIsLostOrWrong(RunningShop shop) throws IOException, SQLException {
        ChaosResult result = shop.chaos(
                new ChaosSettings(SEED, Duration.ofMinutes(2), Duration.ofSeconds(3), 4, RunningShop.QUIESCENCE));

        assertThat(result.broken()).as("what customers were promised").isEmpty();
        // What came to rest late was not lost, and how soon all is at rest is LongChaosIT's: but what has come to rest
        // is right.
        assertThat(result.wrong()).as("at the first look").isEmpty();
        assertThat(result.lasting()).as("at the last look").isEmpty();
        assertThat(result.accepted()).isGreaterThan(100);
        assertThat(result.faults())
                .extractingByKeys("kill", "freeze", "restart")
                .allSatisfy(times -> assertThat(times).isPositive());
        assertThat(result.faults().entrySet())
                .filteredOn(kind -> SWITCHES.contains(kind.getKey()) && kind.getValue() > 0)
                .as("kinds of switches that were on, of " + result.faults())
                .hasSizeGreaterThanOrEqualTo(3);
    }
}
