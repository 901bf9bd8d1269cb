package dev.ares.acceptance;

import java.util.Map;

import org.junit.jupiter.api.Test;

import dev.ares.test.fuzz.Credentials;
import dev.ares.test.fuzz.FuzzRun;

import static org.assertj.core.api.Assertions.assertThat;

/** Thousands of requests that are wrong in one way or another: each is refused in one form, and nothing is written. */
@ShopTest
class BadInputIT {

    private static final long SEED = 20261121;
    private static final int REQUESTS = 3000;

    @Test
    void badRequestsAreRefusedAndWriteNothing(RunningShop shop) {
        var credentials =
                new Credentials(shop.newCustomer().token(), shop.admin().token());
        shop.assertInvariantsHold();
        Map<String, Long> before = shop.rowCounts();

        FuzzRun run = FuzzRun.against(shop.gateway(), credentials, SEED, REQUESTS);

        assertThat(run.faults()).isEmpty();
        assertThat(run.shareThatReachedAService())
                .as("statuses: %s", run.statuses())
                .isGreaterThanOrEqualTo(0.9);
        assertThat(shop.rowCounts()).isEqualTo(before);
    }
}
