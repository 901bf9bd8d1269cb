package dev.ares.acceptance;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.stream.Collectors;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import dev.ares.local.client.OrderRequest;
import dev.ares.local.client.ShopClient;
import dev.ares.local.faults.FaultSwitch;
import dev.ares.local.faults.FaultSwitches;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A process stops for minutes between the last statement of a transaction and its commit, with its rows locked, and wakes
 * up in the belief that no time has passed.
 */
@ShopTest
@Tag("full")
class PausesIT {

    private static final int REPLICAS = 2;
    private static final Duration PAUSE = Duration.ofMinutes(2);

    /** Less than the databases let a transaction idle, and enough to stop the process in it. */
    private static final Duration OPEN = Duration.ofSeconds(4);

    private final FaultSwitches faults;

    PausesIT(RunningShop shop) {
        faults = new FaultSwitches(shop.admin());
    }

    @BeforeAll
    static void startTwo(RunningShop shop) {
        shop.replicas(REPLICAS);
    }

    @AfterAll
    static void backToOne(RunningShop shop) {
        shop.replicas(1);
    }

    @AfterEach
    void switchOff() {
        faults.clear();
    }

    @ParameterizedTest
    @CsvSource({
        "order-service, place order, CONFIRMED",
        "order-service, PaymentCaptured, CONFIRMED",
        // Before the pivot an order may also outlive its deadline, and is undone.
        "inventory-service, ReserveStock, CONFIRMED or CANCELLED EXPIRED",
        "payment-service, Pay, CONFIRMED",
        "payment-service, record outcomes, CONFIRMED",
        "user-service, OrderConfirmed, CONFIRMED"
    })
    void theOtherGoesOnWithItsWorkAndWhatItStillWritesChangesNothing(
            String service, String commit, String ends, RunningShop shop) {
        ShopClient customer = shop.newCustomer();
        var order = OrderRequest.of(shop.newProduct(10), 1);
        List<Replica> replicas = Replica.all(shop, service, REPLICAS);
        var before = replicas.stream().collect(Collectors.toMap(Function.identity(), Replica::delayedCommits));
        faults.set(FaultSwitch.of(service, "commit", "delay", Instant.now().plus(PAUSE))
                .on(commit)
                .lasting(OPEN)
                .hits(1));

        var placed = CompletableFuture.supplyAsync(() -> CrashScenario.place(customer, order));
        Replica inTransaction = Awaitility.await(commit + " to be under way")
                .atMost(RunningShop.QUIESCENCE)
                .pollInterval(Duration.ofMillis(50))
                .until(
                        () -> replicas.stream()
                                .filter(one -> one.delayedCommits() > before.getOrDefault(one, 0.0))
                                .toList(),
                        found -> !found.isEmpty())
                .get(0);
        inTransaction.freeze();
        try {
            String id = placed.join();
            String end = CrashScenario.end(shop, customer, id);
            assertThat(end).isIn((Object[]) ends.split(" or "));
            Awaitility.await("nothing to change while it sleeps")
                    .during(PAUSE)
                    .atMost(PAUSE.plus(RunningShop.QUIESCENCE))
                    .ignoreExceptions()
                    .until(() -> CrashScenario.end(shop, customer, id).equals(end));
        } finally {
            inTransaction.wake();
        }

        assertThat(CrashScenario.end(shop, customer, CrashScenario.place(customer, order)))
                .isEqualTo("CONFIRMED");
    }
}
