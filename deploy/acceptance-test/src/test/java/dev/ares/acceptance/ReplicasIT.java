package dev.ares.acceptance;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.ares.local.client.ShopClient;
import dev.ares.local.load.Buyers;
import dev.ares.local.load.Journal;
import dev.ares.local.load.LoadGenerator;
import dev.ares.local.load.LoadPlan;
import dev.ares.local.load.LoadResult;
import dev.ares.local.load.Loop;
import dev.ares.local.load.Mix;

import static org.assertj.core.api.Assertions.assertThat;

/** Three processes of each service share the work; what one of them accepted ends although it goes away. */
@ShopTest
@Tag("full")
class ReplicasIT {

    private static final String[] SERVICES = {"order-service", "inventory-service", "payment-service", "user-service"};
    private static final int REPLICAS = 3;
    private static final double RATE = 4;

    /** There is enough stock and a good card: nothing but the disturbance may cancel an order. */
    private static final double LEAST_CONFIRMED = 0.95;

    /** How long orders go on being placed after the disturbance: longer than a lease, so that what needs one meets it. */
    private static final Duration AFTERWARDS = Duration.ofSeconds(25);

    /** The longest lease is 20 s. A checkout that nobody took over would end at its deadline only, or never. */
    private static final Duration TAKEN_OVER_WITHIN = Duration.ofSeconds(30);

    @TempDir
    Path folder = Path.of("");

    @BeforeAll
    static void startThree(RunningShop shop) {
        shop.replicas(REPLICAS);
    }

    @AfterAll
    static void backToOne(RunningShop shop) {
        shop.replicas(1);
    }

    @Test
    void eachOfThemWorks(RunningShop shop) throws IOException {
        List<Replica> all = Stream.of(SERVICES)
                .flatMap(service -> Replica.all(shop, service, REPLICAS).stream())
                .toList();
        Map<Replica, Double> before =
                all.stream().collect(Collectors.toMap(Function.identity(), Replica::appliedMessages));

        Undergone undergone = ordersDuring(shop, () -> {});

        assertEnded(shop, undergone);
        assertThat(all).allSatisfy(one -> assertThat(one.appliedMessages())
                .as("messages that %s applied, after so many before", one)
                .isGreaterThan(before.getOrDefault(one, 0.0)));
    }

    @Test
    void aRollingRestartLosesNothingThatWasAccepted(RunningShop shop) throws IOException {
        Undergone undergone = ordersDuring(
                shop,
                () -> shop.restart(
                        Stream.concat(Stream.of(SERVICES), Stream.of("gateway")).toArray(String[]::new)));

        assertEnded(shop, undergone);
    }

    @Test
    void theOthersTakeOverWhenOneOfEachIsKilled(RunningShop shop) throws IOException {
        Undergone undergone = ordersDuring(shop, () -> {
            for (String service : SERVICES) {
                shop.kill(service + "-2");
            }
            shop.kill("gateway-2");
        });

        assertEnded(shop, undergone);
        assertThat(undergone.accepted)
                .filteredOn(entry -> Instant.parse(entry.at()).isAfter(undergone.disturbed))
                .as("accepted by those who are left")
                .hasSizeGreaterThan((int) (RATE * AFTERWARDS.toSeconds() / 2));
        assertThat(undergone.accepted).allSatisfy(entry -> assertThat(undergone.tookAfterTheDisturbance(shop, entry))
                .as("until order %s ended, after the kills and its acceptance", entry.orderId())
                .isLessThan(TAKEN_OVER_WITHIN));
        shop.startAgain();
    }

    /**
     * Orders under a disturbance.
     *
     * @param journal what the shop promised
     * @param disturbed when it was done
     */
    private record Undergone(ShopClient customer, Path journal, List<Journal.Entry> accepted, Instant disturbed) {

        Duration tookAfterTheDisturbance(RunningShop shop, Journal.Entry order) {
            Instant accepted = Instant.parse(order.at());
            Instant ended = Instant.parse(shop.ended(customer, order.orderId()).text("updatedAt"));
            return Duration.between(accepted.isAfter(disturbed) ? accepted : disturbed, ended);
        }
    }

    private static void assertEnded(RunningShop shop, Undergone undergone) throws IOException {
        assertThat(undergone.accepted).hasSizeGreaterThan(10);
        Map<String, Long> ends = undergone.accepted.stream()
                .collect(Collectors.groupingBy(
                        entry -> shop.ended(undergone.customer, entry.orderId()).text("status"),
                        Collectors.counting()));
        assertThat(ends.keySet()).isSubsetOf("CONFIRMED", "CANCELLED");
        assertThat((double) ends.getOrDefault("CONFIRMED", 0L) / undergone.accepted.size())
                .as("share of the accepted orders that were confirmed, of %s", ends)
                .isGreaterThanOrEqualTo(LEAST_CONFIRMED);
        assertThat(shop.brokenPromises(undergone.journal)).isEmpty();
    }

    private Undergone ordersDuring(RunningShop shop, Runnable disturbance) throws IOException {
        Buyers buyers = Buyers.register(shop.shop(), 1);
        Path accepted = folder.resolve("journal");
        var answered = new AtomicLong();
        Instant disturbed;
        LoadResult result;
        try (var journal = new Journal(accepted, Clock.systemUTC())) {
            var load = new LoadGenerator(plan(shop), buyers, journal);
            var running = CompletableFuture.supplyAsync(() -> run(load, answered), Aside.THREAD);
            try {
                disturbance.run();
                disturbed = Instant.now();
                long enough = answered.get() + (long) (RATE * AFTERWARDS.toSeconds());
                Awaitility.await("orders after the disturbance")
                        .atMost(AFTERWARDS.multipliedBy(3))
                        .until(() -> answered.get() >= enough);
            } finally {
                load.stop();
            }
            result = running.join();
        }
        List<Journal.Entry> entries = Journal.read(accepted);
        assertThat(entries).hasSize((int) result.accepted());
        return new Undergone(buyers.all().get(0), accepted, entries, disturbed);
    }

    private static LoadPlan plan(RunningShop shop) {
        return new LoadPlan(
                new Loop.Open(RATE),
                Mix.UNIFORM,
                List.of(shop.newProduct(100_000), shop.newProduct(100_000)),
                Duration.ofMinutes(10),
                Duration.ZERO,
                List.of("pm_card_visa"),
                1);
    }

    private static LoadResult run(LoadGenerator load, AtomicLong answered) {
        try {
            return load.run((last, underWay, failed) -> answered.addAndGet(last.answered()));
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", interrupted);
        }
    }
}
