package dev.ares.acceptance;

import java.time.Duration;
import java.util.List;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import dev.ares.acceptance.Visitors.Seen;

import static org.assertj.core.api.Assertions.assertThat;

/** A server that the services share is killed under their load and comes back. */
@ShopTest
class ServerOutageIT {

    private static final int CUSTOMERS = 8;

    /** For how many answers customers go on. */
    private static final int A_WHILE = 60;

    @AfterEach
    void startWhatIsStillDown(RunningShop shop) {
        shop.startAgain();
    }

    @ParameterizedTest
    @CsvSource({"postgres, true", "redis, false"})
    void whoeverIsNotServedIsToldWhenToComeBackAndAfterwardsEverybodyIs(
            String server, boolean isNeeded, RunningShop shop) throws Exception {
        String sku = shop.newProduct(100_000);
        try (var visitors = Visitors.of(CUSTOMERS, shop, sku)) {
            awaitAnswers(visitors, 0, A_WHILE);

            shop.kill(server);
            awaitAnswers(visitors, visitors.nextVisit(), A_WHILE);
            shop.startAgain();
            int afterwards = visitors.nextVisit();
            awaitAnswers(visitors, afterwards, 2 * A_WHILE);
            List<Seen> seen = visitors.leave();

            assertThat(seen).allSatisfy(each -> assertThat(each.answer().status())
                    .as(each.toString())
                    .isIn(200, 201, 202, 429, 503));
            List<Seen> refused =
                    seen.stream().filter(each -> each.answer().isForLater()).toList();
            assertThat(refused.isEmpty())
                    .as("nobody needs " + server + "; refused: " + refused)
                    .isEqualTo(!isNeeded);
            assertThat(refused).allSatisfy(each -> {
                assertThat(each.answer().retryAfter())
                        .as("Retry-After of " + each)
                        .isPresent();
                assertThat(each.answer().headers().firstValue("Content-Type"))
                        .as("Content-Type of " + each)
                        .hasValue("application/problem+json");
            });
            assertThat(visitors.of(afterwards))
                    .as("answers after " + server + " was back")
                    .noneMatch(each -> each.answer().status() == 503);
            assertAllEnd(shop, seen);
        }
    }

    private static void awaitAnswers(Visitors visitors, int visit, int number) {
        Awaitility.await(number + " answers of visit " + visit)
                .atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(100))
                .until(() -> visitors.of(visit).size() >= number);
    }

    private static void assertAllEnd(RunningShop shop, List<Seen> seen) {
        List<String> outcomes = seen.stream()
                .filter(Seen::isTaken)
                .map(taken -> shop.ended(taken.who(), taken.answer().text("id")))
                .map(order -> (order.text("status") + " " + order.text("reason")).trim())
                .toList();
        // Before its payment is under way, an order may outlive its deadline: then it is undone.
        assertThat(outcomes).contains("CONFIRMED").isSubsetOf("CONFIRMED", "CANCELLED EXPIRED");
    }
}
