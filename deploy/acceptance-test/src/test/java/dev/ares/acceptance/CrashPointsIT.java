package dev.ares.acceptance;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

import dev.ares.local.client.OrderRequest;
import dev.ares.local.client.ShopClient;
import dev.ares.local.faults.FaultSwitches;

import static org.assertj.core.api.Assertions.assertThat;

/** Before and after each commit and each send of the checkout and the refund, its owner dies; each ends right. */
@ShopTest
class CrashPointsIT {

    @Test
    void everyCommitAndSendHasItsCase(RunningShop shop) {
        List<CrashPoint> points = CrashPoint.all(new FaultSwitches(shop.admin()));

        assertThat(points)
                .as("in CrashCases: a scenario that comes past, or a reason why not")
                .allMatch(point -> CrashCases.scenario(point).isPresent() || CrashCases.isLeftOut(point));
        assertThat(points.stream().map(CrashCases::key))
                .as("none is left of what is no more")
                .containsAll(CrashCases.keys());
    }

    /** The commit that writes the Pay command, and the provider's answer: where money is decided. */
    @TestFactory
    Stream<DynamicTest> theOwnerOfAPivotDies(RunningShop shop) {
        List<DynamicTest> pivots = crashes(shop)
                .filter(test -> test.getDisplayName().matches("order-service .*PointsHeld after|.*provider pay after"))
                .toList();
        assertThat(pivots).as("the commit of PointsHeld, the provider's answer").hasSize(2);
        return pivots.stream();
    }

    @TestFactory
    @Tag("full")
    Stream<DynamicTest> theOwnerDies(RunningShop shop) {
        List<DynamicTest> all = crashes(shop).toList();
        assertThat(all).isNotEmpty();
        return all.stream();
    }

    private static Stream<DynamicTest> crashes(RunningShop shop) {
        return CrashPoint.all(new FaultSwitches(shop.admin())).stream()
                .filter(point -> CrashCases.scenario(point).isPresent())
                .flatMap(point -> Stream.of("before", "after")
                        .map(when -> DynamicTest.dynamicTest(point + " " + when, () -> crash(shop, point, when))));
    }

    private static void crash(RunningShop shop, CrashPoint point, String when) {
        CrashScenario scenario = CrashCases.scenario(point).orElseThrow();
        ShopClient customer = shop.newCustomer();
        String sku = shop.newProduct(20);
        assertThat(CrashScenario.end(shop, customer, CrashScenario.place(customer, OrderRequest.of(sku, 2))))
                .isEqualTo("CONFIRMED");
        shop.assertInvariantsHold();

        new FaultSwitches(shop.admin()).set(point.crash(when));
        CompletableFuture<Void> way = CompletableFuture.runAsync(() -> scenario.run(shop, customer, sku));
        try {
            Awaitility.await(point + " to be passed")
                    .atMost(RunningShop.QUIESCENCE)
                    .until(() -> !shop.runs(point.service()));
        } finally {
            shop.startAgain();
            new FaultSwitches(shop.admin()).clear(point.service());
        }
        way.join();
        shop.assertInvariantsHold();
    }
}
