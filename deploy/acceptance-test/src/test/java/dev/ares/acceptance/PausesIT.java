package dev.ares.acceptance;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import dev.ares.local.client.OrderRequest;
import dev.ares.local.client.ShopClient;
import dev.ares.local.faults.FaultSwitch;
import dev.ares.local.faults.FaultSwitches;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A process stops for minutes between the last statement of a transaction and its commit, with its rows locked, and wakes
 * up in the belief that no time has passed. The other process of its service goes on without it; then that one is stopped, and
 * the sleeper has to do the same work alone.
 *
 * <p>Each row takes three minutes. {@code -Dares.pauses=REGEX} picks those in whose name, such as
 * {@code order-service, cancel order, CANCEL}, the expression is found.
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

    /**
     * @param commit at which the process stops
     * @param scenario that comes past it
     * @param mayExpire before the pivot an order may also outlive its deadline, and is undone
     */
    private record Pause(String service, String commit, CrashScenario scenario, boolean mayExpire) {

        Pause(String service, String commit, CrashScenario scenario) {
            this(service, commit, scenario, false);
        }

        @Override
        public String toString() {
            return service + ", " + commit + ", " + scenario;
        }
    }

    static Stream<Pause> pauses() {
        Pattern picked = Pattern.compile(System.getProperty("ares.pauses", ""));
        return Stream.of(
                        new Pause("order-service", "place order", CrashScenario.CHECKOUT),
                        new Pause("order-service", "PaymentCaptured", CrashScenario.CHECKOUT),
                        new Pause("inventory-service", "ReserveStock", CrashScenario.CHECKOUT, true),
                        new Pause("payment-service", "Pay", CrashScenario.CHECKOUT),
                        new Pause("payment-service", "record outcomes", CrashScenario.CHECKOUT),
                        new Pause("user-service", "OrderConfirmed", CrashScenario.CHECKOUT),
                        new Pause("order-service", "saga turn", CrashScenario.PAY_SENT_AGAIN),
                        new Pause("order-service", "cancel order", CrashScenario.CANCEL),
                        new Pause("order-service", "request refund", CrashScenario.REFUND),
                        new Pause("payment-service", "RefundPayment", CrashScenario.REFUND),
                        new Pause("payment-service", "record refund outcomes", CrashScenario.REFUND))
                .filter(pause -> picked.matcher(pause.toString()).find());
    }

    @ParameterizedTest
    @MethodSource("pauses")
    void theOtherGoesOnWithItsWorkAndTheSleeperWhenItWakesChangesNothingAndWorks(Pause pause, RunningShop shop) {
        // given a customer with points
        ShopClient customer = shop.newCustomer();
        String sku = shop.newProduct(20);
        CrashScenario.confirmed(shop, customer, OrderRequest.of(sku, 2));
        shop.assertInvariantsHold();

        // when one of the two stops
        Map<Replica, Double> before = Replica.all(shop, pause.service, REPLICAS).stream()
                .collect(Collectors.toMap(Function.identity(), Replica::delayedCommits));
        faults.set(
                FaultSwitch.of(pause.service, "commit", "delay", Instant.now().plus(PAUSE))
                        .on(pause.commit)
                        .lasting(OPEN)
                        .hits(1));
        var way = pause.scenario.begin(shop, customer, sku);
        Replica sleeper = awaitOneInTransaction(pause.commit, before);
        Replica other = new Replica(shop, pause.service, REPLICAS + 1 - sleeper.number());
        sleeper.freeze();
        try {
            // then the other does its work, and nothing else
            String end = way.join();
            if (pause.mayExpire) {
                assertThat(end).isIn(pause.scenario.ends(), CrashScenario.TOO_LATE);
            } else {
                assertThat(end).isEqualTo(pause.scenario.ends());
            }
            String orders = orders(customer);
            Awaitility.await("nothing to change while it sleeps")
                    .during(PAUSE)
                    .atMost(PAUSE.plus(RunningShop.QUIESCENCE))
                    .until(() -> orders(customer).equals(orders));
        } finally {
            sleeper.wake();
        }

        // and the sleeper the same work, alone
        faults.clear();
        other.freeze();
        try {
            assertThat(pause.scenario.run(shop, customer, sku))
                    .as("what %s does alone, once it is awake", sleeper)
                    .isEqualTo(pause.scenario.ends());
        } finally {
            other.wake();
        }
    }

    /** @param before how often a commit of each process had been delayed */
    private static Replica awaitOneInTransaction(String commit, Map<Replica, Double> before) {
        return Awaitility.await(commit + " to be under way")
                .atMost(RunningShop.QUIESCENCE)
                .pollInterval(Duration.ofMillis(50))
                .until(
                        () -> before.entrySet().stream()
                                .filter(one -> one.getKey().delayedCommits() > one.getValue())
                                .map(Map.Entry::getKey)
                                .toList(),
                        found -> !found.isEmpty())
                .get(0);
    }

    /** As the customer is told of them. */
    private static String orders(ShopClient customer) {
        return Awaitility.await("orders")
                .atMost(RunningShop.QUIESCENCE)
                .pollDelay(Duration.ZERO)
                .until(() -> customer.get("/api/orders"), answer -> answer.status() == 200)
                .text();
    }
}
