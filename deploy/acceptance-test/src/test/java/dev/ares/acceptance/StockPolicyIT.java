package dev.ares.acceptance;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import dev.ares.local.client.OrderRequest;
import dev.ares.local.client.ShopClient;
import dev.ares.local.faults.FaultSwitch;
import dev.ares.local.faults.FaultSwitches;

import static org.assertj.core.api.Assertions.assertThat;

/** The stock policy is swapped while orders are placed; each order keeps the one that it was placed under. */
@ShopTest
class StockPolicyIT {

    private static final String DOCUMENT = "ares.order.stock-policy";

    /** Less than the 45 s after which a checkout is given up before its payment. */
    private static final Duration UNDER_WAY = Duration.ofSeconds(25);

    private final List<RunningShop> changed = new ArrayList<>();

    @AfterEach
    void takeTheSettingBack() {
        changed.forEach(shop -> shop.push("order-service", DOCUMENT, "shares: {all-or-nothing: 100}"));
    }

    @Test
    void changesForNewOrdersWithoutARestart(RunningShop shop) {
        long orderService = shop.pid("order-service");
        long inventoryService = shop.pid("inventory-service");
        ShopClient customer = shop.newCustomer();
        changed.add(shop);

        Map<String, String> before = place(shop, customer, 10);
        shop.push("order-service", DOCUMENT, "shares: {all-or-nothing: 50, half-at-most: 50}");
        Awaitility.await("a first order under the new policy")
                .atMost(RunningShop.QUIESCENCE)
                .until(() -> place(shop, customer, 5).containsValue("OUT_OF_STOCK"));
        Map<String, String> between = place(shop, customer, 30);
        shop.push("order-service", DOCUMENT, "shares: {half-at-most: 100}");
        Awaitility.await("no order under the old policy any more")
                .atMost(RunningShop.QUIESCENCE)
                .until(() -> !place(shop, customer, 8).containsValue(""));
        Map<String, String> after = place(shop, customer, 10);

        assertThat(before.values()).as("all the stock may be taken").containsOnly("");
        assertThat(between.values()).as("some of both").contains("", "OUT_OF_STOCK");
        assertThat(after.values()).as("half the stock at most").containsOnly("OUT_OF_STOCK");
        var all = new HashMap<>(before);
        all.putAll(between);
        all.putAll(after);
        all.forEach((order, reason) -> assertThat(shop.checkoutState(order))
                .as("pinned in the checkout of %s", order)
                .contains(reason.isEmpty() ? "\"ALL_OR_NOTHING\"" : "\"HALF_AT_MOST\""));
        assertThat(shop.pid("order-service")).isEqualTo(orderService);
        assertThat(shop.pid("inventory-service")).isEqualTo(inventoryService);
    }

    @Test
    void anOrderThatIsUnderWayKeepsThePolicyThatItWasPlacedUnder(RunningShop shop) {
        var faults = new FaultSwitches(shop.admin());
        ShopClient customer = shop.newCustomer();
        changed.add(shop);
        Awaitility.await("the policy before").atMost(RunningShop.QUIESCENCE).until(() -> place(shop, customer, 1)
                .containsValue(""));
        String another = shop.newProduct(1_000);
        List<String> products =
                Stream.generate(() -> shop.newProduct(2)).limit(5).toList();

        // given orders for all of the stock, which inventory-service does not get to read
        faults.set(FaultSwitch.of(
                        "inventory-service", "consumer", "error", Instant.now().plus(RunningShop.QUIESCENCE))
                .on("ReserveStock"));
        List<String> orders;
        try {
            orders = products.stream()
                    .map(sku -> CrashScenario.place(customer, OrderRequest.of(sku, 2)))
                    .toList();

            // when another policy is in force
            shop.push("order-service", DOCUMENT, "shares: {half-at-most: 100}");
            Awaitility.await("an order under the new policy")
                    .atMost(UNDER_WAY)
                    .pollInterval(Duration.ofMillis(500))
                    .until(() -> shop.checkoutState(CrashScenario.place(customer, OrderRequest.of(another, 1)))
                            .contains("\"HALF_AT_MOST\""));
            assertThat(orders).allSatisfy(order -> assertThat(
                            customer.get("/api/orders/" + order).text("status"))
                    .isEqualTo("PENDING"));
        } finally {
            faults.clear();
        }

        // then they are admitted by the one that they were placed under
        assertThat(orders)
                .allSatisfy(order -> assertThat(shop.ended(customer, order).text("reason"))
                        .as("all the stock may be taken")
                        .isEmpty());
    }

    @Test
    void aMistakeIsRefusedAndChangesNothing(RunningShop shop) {
        ShopClient customer = shop.newCustomer();
        changed.add(shop);
        Awaitility.await("the policy before").atMost(RunningShop.QUIESCENCE).until(() -> place(shop, customer, 1)
                .containsValue(""));

        shop.push("order-service", DOCUMENT, "shares: {half-at-most: 110}");

        assertThat(place(shop, customer, 5).values()).containsOnly("");
    }

    /** Orders that take the whole stock of a product each: by id, why they were cancelled, or nothing. */
    private static Map<String, String> place(RunningShop shop, ShopClient customer, int orders) {
        Map<String, String> reasons = new HashMap<>();
        for (int i = 0; i < orders; i++) {
            String sku = shop.newProduct(2);
            String id = customer.order(
                            OrderRequest.of(sku, 2), UUID.randomUUID().toString())
                    .expect(201, 202)
                    .text("id");
            reasons.put(id, shop.ended(customer, id).text("reason"));
        }
        return reasons;
    }
}
