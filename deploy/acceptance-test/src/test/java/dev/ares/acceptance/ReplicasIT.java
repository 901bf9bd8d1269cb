package dev.ares.acceptance;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;

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
    private static final double RATE = 4;

    @TempDir
    Path folder = Path.of("");

    @BeforeAll
    static void startThree(RunningShop shop) {
        shop.replicas(3);
    }

    @AfterAll
    static void backToOne(RunningShop shop) {
        shop.replicas(1);
    }

    @Test
    void aRollingRestartLosesNothingThatWasAccepted(RunningShop shop) throws IOException {
        everythingAcceptedEnds(shop, () -> shop.restart(SERVICES));
    }

    @Test
    void theOthersTakeOverWhenOneOfEachIsKilled(RunningShop shop) throws IOException {
        everythingAcceptedEnds(shop, () -> {
            for (String service : SERVICES) {
                shop.kill(service + "-2");
            }
        });
        shop.startAgain();
    }

    private void everythingAcceptedEnds(RunningShop shop, Runnable disturbance) throws IOException {
        Buyers buyers = Buyers.register(shop.shop(), 1);
        ShopClient customer = buyers.all().get(0);
        Path accepted = folder.resolve("journal");
        LoadResult result;
        try (var journal = new Journal(accepted, Clock.systemUTC())) {
            var load = new LoadGenerator(plan(shop), buyers, journal);
            var running = CompletableFuture.supplyAsync(() -> run(load));
            try {
                disturbance.run();
            } finally {
                load.stop();
            }
            result = running.join();
        }

        List<Journal.Entry> entries = Journal.read(accepted);
        assertThat(entries).hasSizeGreaterThan(10).hasSize((int) result.accepted());
        assertThat(entries).allSatisfy(entry -> assertThat(
                        shop.ended(customer, entry.orderId()).text("status"))
                .isIn("CONFIRMED", "CANCELLED"));
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

    private static LoadResult run(LoadGenerator load) {
        try {
            return load.run((last, underWay, failed) -> {});
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", interrupted);
        }
    }
}
