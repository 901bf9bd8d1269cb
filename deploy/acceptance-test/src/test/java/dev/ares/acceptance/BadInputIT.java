package dev.ares.acceptance;

import java.util.Map;
import java.util.Random;

import org.junit.jupiter.api.Test;

import dev.ares.test.fuzz.Credentials;
import dev.ares.test.fuzz.FuzzRun;

import static org.assertj.core.api.Assertions.assertThat;

/** Thousands of requests that are wrong in one way or another: each is refused in one form, and nothing is written. */
@ShopTest
class BadInputIT {

    /** Another one each time, so that the nights find what the days did not. */
    private static final long SEED = Long.getLong("ares.fuzz.seed", new Random().nextInt(Integer.MAX_VALUE));

    private static final int REQUESTS = 3000;

    @Test
    void badRequestsAreRefusedAndWriteNothing(RunningShop shop) {
        shop.awaitNothingIsOff();
        var credentials =
                new Credentials(shop.newCustomer().token(), shop.admin().token());
        shop.assertInvariantsHold();
        System.out.println("Bad requests of this run: -Dares.fuzz.seed=" + SEED + " sends them again");
        Map<String, Long> before = shop.rowCounts();

        FuzzRun run = FuzzRun.against(shop.gateway(), credentials, SEED, REQUESTS);

        assertThat(run.faults()).as("-Dares.fuzz.seed=%d", SEED).isEmpty();
        assertThat(run.shareThatReachedAService())
                .as("-Dares.fuzz.seed=%d, statuses: %s", SEED, run.statuses())
                .isGreaterThanOrEqualTo(0.9);
        assertThat(shop.rowCounts()).isEqualTo(before);
    }

    @Test
    void whatIsNearlyRightFailsNothingAndWritesNothing(RunningShop shop) {
        shop.awaitNothingIsOff();
        var credentials =
                new Credentials(shop.newCustomer().token(), shop.admin().token());
        shop.assertInvariantsHold();
        Map<String, Long> before = shop.rowCounts();

        FuzzRun run = FuzzRun.ofNearlyRight(shop.gateway(), credentials);

        assertThat(run.faults()).isEmpty();
        assertThat(run.answersOfServices())
                .as("answers that come from a service: %s", run.statuses())
                .isNotEmpty();
        assertThat(shop.rowCounts()).isEqualTo(before);
    }
}
