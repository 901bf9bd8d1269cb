package dev.ares.local.load;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.ares.local.client.ShopClient;

import static org.assertj.core.api.Assertions.assertThat;

class LoadGeneratorTest {

    private static final Duration STALL = Duration.ofMillis(500);
    private static final double STALL_SEEN_MICROS = 100_000;

    @TempDir
    Path folder = Path.of("");

    @Test
    void everyAcceptedOrderIsInTheJournal() throws IOException, InterruptedException {
        try (var shop = new StandInShop(Duration.ZERO, 202)) {
            LoadResult result = run(shop, new Loop.Open(100));

            assertThat(result.sent()).isEqualTo(100).isEqualTo(shop.orders());
            assertThat(result.accepted()).isEqualTo(100);
            assertThat(Journal.read(folder.resolve("journal")))
                    .hasSize(100)
                    .allMatch(entry -> entry.status() == 202 && !entry.orderId().isEmpty())
                    .extracting(Journal.Entry::idempotencyKey)
                    .doesNotHaveDuplicates();
        }
    }

    @Test
    void refusedOrdersAreCountedAndNotInTheJournal() throws IOException, InterruptedException {
        try (var shop = new StandInShop(Duration.ZERO, 503)) {
            LoadResult result = run(shop, new Loop.Open(50));

            assertThat(result.accepted()).isZero();
            assertThat(result.statuses()).containsExactly(Map.entry(503, 50L));
            assertThat(Journal.read(folder.resolve("journal"))).isEmpty();
        }
    }

    @Test
    void ordersWithoutAnAnswerAreCountedAsSuch() throws IOException, InterruptedException {
        var shop = new StandInShop(Duration.ZERO, 201);
        Buyers buyers = Buyers.register(shop.client(), 1);
        shop.close();

        LoadResult result = run(buyers, new Loop.Open(50));

        assertThat(result.unanswered()).isEqualTo(result.sent()).isEqualTo(50);
        assertThat(result.intervals().stream().mapToLong(Interval::failed).sum())
                .isEqualTo(50);
        assertThat(result.intervals()).allMatch(interval -> interval.answered() == 0);
    }

    @Test
    void noAnswerIsNotAQuickOne() throws IOException, InterruptedException {
        var shop = new StandInShop(Duration.ZERO, 201);
        Buyers buyers = Buyers.register(shop.client(), 1);
        shop.close();

        LoadResult result = run(buyers, new Loop.Open(50));

        long timeOut = ShopClient.TIME_OUT.toNanos() / 1_000;
        assertThat(result.sinceDue().getTotalCount()).isEqualTo(50);
        assertThat(result.sinceDue().getMinValue())
                .isGreaterThanOrEqualTo(result.sinceDue().lowestEquivalentValue(timeOut));
        assertThat(result.sinceDueAccepted().getTotalCount()).isZero();
    }

    @Test
    void quickRefusalsAreNoneOfTheAcceptedOnes() throws IOException, InterruptedException {
        try (var shop = new StandInShop(Duration.ZERO, 503)) {
            LoadResult result = run(shop, new Loop.Open(50));

            assertThat(result.sinceDue().getTotalCount()).isEqualTo(50);
            assertThat(result.sinceDueAccepted().getTotalCount()).isZero();
        }
    }

    @Test
    void customersWhoAreToldToComeAgainDo() throws IOException {
        try (var shop = new StandInShop(Duration.ZERO, 201)) {
            Buyers buyers = Buyers.register(shop.client(), 2);

            assertThat(buyers.all()).hasSize(2);
            assertThat(shop.registrations()).isEqualTo(3);
        }
    }

    /** A user who waits for a stalled shop sends nothing meanwhile: counted from the sending, one order would have waited. */
    @Test
    void aStallCountsForEveryOrderThatItDelayed() throws IOException, InterruptedException {
        try (var shop = new StandInShop(STALL, 201)) {
            LoadResult result = run(shop, new Loop.Closed(1, 100));

            assertThat(result.sent()).isEqualTo(100);
            assertThat(result.sinceDue().getCountBetweenValues((long) STALL_SEEN_MICROS, Long.MAX_VALUE / 2))
                    .isGreaterThan(30);
            assertThat(result.sinceSent().getCountBetweenValues((long) STALL_SEEN_MICROS, Long.MAX_VALUE / 2))
                    .isLessThan(10);
        }
    }

    @Test
    void usersWithoutARateOrderAsSoonAsTheyAreAnswered() throws IOException, InterruptedException {
        try (var shop = new StandInShop(Duration.ZERO, 201)) {
            LoadResult result = run(shop, new Loop.Closed(2, 0));

            assertThat(result.sent()).isGreaterThan(10).isEqualTo(result.accepted());
        }
    }

    @Test
    void thePictureShowsTheFactsAndTheCurves() throws IOException, InterruptedException {
        try (var shop = new StandInShop(Duration.ZERO, 201)) {
            String page = Picture.html("A run", List.of("50 orders <sent>"), run(shop, new Loop.Open(50)));

            assertThat(page)
                    .contains(
                            "<h1>A run</h1>",
                            "50 orders &lt;sent>",
                            "since it was due",
                            "accepted only",
                            "answered",
                            "failed");
            assertThat(page.split("<polyline", -1)).hasSize(1 + 8);
        }
    }

    private LoadResult run(StandInShop shop, Loop loop) throws IOException, InterruptedException {
        return run(Buyers.register(shop.client(), 2), loop);
    }

    private LoadResult run(Buyers buyers, Loop loop) throws IOException, InterruptedException {
        var plan = new LoadPlan(
                loop, Mix.UNIFORM, List.of("a", "b"), Duration.ofSeconds(1), Duration.ZERO, List.of("card"), 1);
        try (var journal = new Journal(folder.resolve("journal"), Clock.systemUTC())) {
            return new LoadGenerator(plan, buyers, journal).run((last, underWay, failed) -> {});
        }
    }
}
