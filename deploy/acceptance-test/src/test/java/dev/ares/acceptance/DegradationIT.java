package dev.ares.acceptance;

import java.time.Duration;
import java.util.UUID;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

import dev.ares.local.client.Answer;
import dev.ares.local.client.OrderRequest;
import dev.ares.local.client.ShopClient;

import static org.assertj.core.api.Assertions.assertThat;

/** An operator forces a level: in force within two seconds, seen through the gateway, and orders go through at each. */
@ShopTest
class DegradationIT {

    private static final String DOCUMENT = "ares.degradation";

    /** From pushing a setting to its effect: two seconds are promised, and a machine may stall. */
    private static final Duration IN_FORCE = Duration.ofSeconds(5);

    @AfterAll
    static void leaveItToTheProbes(RunningShop shop) {
        push(shop, "inventory-service", "probe: 1s");
        push(shop, "order-service", "probe: 1s");
        shop.awaitNothingIsOff();
    }

    @Test
    void atLevelTwoNobodyKnowsWhatIsAvailableAndOrdersGoThrough(RunningShop shop) {
        ShopClient customer = shop.newCustomer();
        String sku = shop.newProduct(5);
        String path = "/api/products/" + sku;
        assertThat(customer.get(path).number("available")).hasValue(5);

        push(shop, "inventory-service", "force: 2");
        Answer shown = awaitLevel(customer, path, "2;reason=forced").expect(200);
        assertThat(shown.number("available")).isEmpty();
        assertThat(shown.text("sku")).isEqualTo(sku);
        assertConfirmed(customer, sku);

        push(shop, "inventory-service", "force: 0");
        awaitLevel(customer, path, "");
        shop.awaitAvailable(sku, 4);
    }

    @Test
    void atLevelThreeListsAreOffAndOrdersGoThrough(RunningShop shop) {
        ShopClient customer = shop.newCustomer();
        String sku = shop.newProduct(5);

        push(shop, "order-service", "force: 3");
        Answer refused = awaitLevel(customer, "/api/orders", "3;reason=forced").expect(503);
        assertThat(refused.text("type")).endsWith("/switched-off");
        assertThat(refused.headers().firstValue("Retry-After")).isPresent();
        assertConfirmed(customer, sku);

        push(shop, "order-service", "force: 0");
        awaitLevel(customer, "/api/orders", "").expect(200);
    }

    private static void push(RunningShop shop, String service, String settings) {
        shop.push(service, DOCUMENT, settings);
    }

    private static void assertConfirmed(ShopClient customer, String sku) {
        Answer placed = customer.order(
                        OrderRequest.of(sku, 1), UUID.randomUUID().toString())
                .expect(201);
        assertThat(placed.text("status")).isEqualTo("CONFIRMED");
    }

    private static Answer awaitLevel(ShopClient customer, String path, String level) {
        return Awaitility.await(path + " at level " + level)
                .atMost(IN_FORCE)
                .pollInterval(Duration.ofMillis(50))
                .until(() -> customer.get(path), answer -> answer.headers()
                        .firstValue("Ares-Degraded")
                        .orElse("")
                        .equals(level));
    }
}
