package dev.ares.acceptance;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Pattern;
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

/**
 * Before and after each commit and each send of the checkout and the refund, its owner dies; each ends right. Where several
 * transitions share a name, there is a case for each.
 *
 * <p>All cases take most of an hour. {@code -Dares.crash-points=REGEX} picks those in whose name, such as
 * {@code order-service commit cancel order before, CANCEL_EARLY}, the expression is found; with
 * {@code -Pfull -Dit.test=CrashPointsIT#theOwnerDies} only these run.
 */
@ShopTest
class CrashPointsIT {

    private static final Pattern PICKED = Pattern.compile(System.getProperty("ares.crash-points", ""));

    /** Longer than the deadline of a step, at which a saga turns by itself. */
    private static final Duration PASSED_WITHIN = RunningShop.QUIESCENCE.multipliedBy(2);

    @Test
    void everyCommitAndSendHasItsCase(RunningShop shop) {
        List<CrashPoint> points = CrashPoint.all(new FaultSwitches(shop.admin()));

        assertThat(points)
                .as("in CrashCases: scenarios that come past, or a reason why there is none")
                .allMatch(point -> CrashCases.scenarios(point).isEmpty() == CrashCases.isLeftOut(point));
        assertThat(points.stream().map(CrashCases::key))
                .as("none is left of what is no more")
                .containsAll(CrashCases.keys());
        assertThat(CrashScenario.values()).as("each comes past some point").allMatch(scenario -> CrashCases.passing()
                .contains(scenario));
    }

    /** The commit that writes the Pay command, and the provider's answer: where money is decided. */
    @TestFactory
    Stream<DynamicTest> theOwnerOfAPivotDies(RunningShop shop) {
        List<DynamicTest> pivots = crashes(shop)
                .filter(test -> test.getDisplayName()
                        .matches("order-service commit .*PointsHeld after, .*|.*provider pay after, .*"))
                .toList();
        assertThat(pivots).as("the commit of PointsHeld, the provider's answer").hasSize(2);
        return pivots.stream();
    }

    @TestFactory
    @Tag("full")
    Stream<DynamicTest> theOwnerDies(RunningShop shop) {
        List<DynamicTest> all = crashes(shop)
                .filter(test -> PICKED.matcher(test.getDisplayName()).find())
                .toList();
        assertThat(all).as("cases that -Dares.crash-points=%s picks", PICKED).isNotEmpty();
        return all.stream();
    }

    private static Stream<DynamicTest> crashes(RunningShop shop) {
        return CrashPoint.all(new FaultSwitches(shop.admin())).stream()
                .flatMap(point -> CrashCases.scenarios(point).stream().flatMap(scenario -> Stream.of("before", "after")
                        .map(when -> DynamicTest.dynamicTest(
                                point + " " + when + ", " + scenario, () -> crash(shop, point, when, scenario)))));
    }

    private static void crash(RunningShop shop, CrashPoint point, String when, CrashScenario scenario) {
        ShopClient customer = shop.newCustomer();
        String sku = shop.newProduct(20);
        CrashScenario.confirmed(shop, customer, OrderRequest.of(sku, 2));
        shop.assertInvariantsHold();

        new FaultSwitches(shop.admin()).set(point.crash(when));
        CompletableFuture<String> way = scenario.begin(shop, customer, sku);
        try {
            Awaitility.await(point + " to be passed").atMost(PASSED_WITHIN).until(() -> !shop.runs(point.service()));
        } finally {
            shop.startAgain();
            new FaultSwitches(shop.admin())
                    .clear(point.service(), point.crash(when).id());
        }
        String end = way.join();
        if (CrashCases.mayExpire(scenario, point, when)) {
            assertThat(end).isIn(scenario.ends(), CrashScenario.TOO_LATE);
        } else {
            assertThat(end).isEqualTo(scenario.ends());
        }
        shop.assertInvariantsHold();
    }
}
