package dev.ares.acceptance;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import dev.ares.local.client.OrderRequest;
import dev.ares.local.client.ShopClient;
import dev.ares.local.faults.FaultSwitch;
import dev.ares.local.faults.FaultSwitches;

import static org.assertj.core.api.Assertions.assertThat;

/** What an admin switches on happens, in the running shop, as its counter tells, and changes no outcome; nobody else may switch. */
@ShopTest
class FaultSwitchesIT {

    private static final String PATH = "/api/admin/faults/payment-service";

    private final FaultSwitches faults;

    FaultSwitchesIT(RunningShop shop) {
        faults = new FaultSwitches(shop.admin());
    }

    @AfterEach
    void switchOff() {
        faults.clear();
    }

    @Test
    void ordersAreConfirmedThoughEachHopFailsOnce(RunningShop shop) {
        List<FaultSwitch> switches = List.of(
                once("order-service", "grpc", "duplicate"),
                once("order-service", "feign", "error"),
                once("order-service", "outbox", "duplicate"),
                once("inventory-service", "consumer", "drop"),
                once("inventory-service", "outbox", "reorder"),
                once("payment-service", "consumer", "duplicate"),
                once("payment-service", "provider", "drop").on("pay"),
                once("user-service", "consumer", "delay"));
        Map<FaultSwitch, Double> before =
                switches.stream().collect(Collectors.toMap(Function.identity(), fault -> spoiled(shop, fault)));
        switches.forEach(faults::set);
        assertThat(faults.list()).containsExactlyInAnyOrderElementsOf(switches);
        ShopClient customer = shop.newCustomer();
        String sku = shop.newProduct(3);

        for (int i = 0; i < 3; i++) {
            String id = customer.order(
                            OrderRequest.of(sku, 1), UUID.randomUUID().toString())
                    .expect(201, 202)
                    .text("id");
            assertThat(shop.ended(customer, id).text("status")).isEqualTo("CONFIRMED");
        }
        shop.awaitAvailable(sku, 0);
        Awaitility.await("a call that each of them spoiled")
                .atMost(RunningShop.QUIESCENCE)
                .untilAsserted(() -> before.forEach((fault, calls) -> assertThat(spoiled(shop, fault) - calls)
                        .as("calls that were spoiled by %s of %s", fault.id(), fault.service())
                        .isEqualTo(1)));
    }

    private static double spoiled(RunningShop shop, FaultSwitch fault) {
        return new Replica(shop, fault.service(), 1).spoiled(fault.hop(), fault.kind());
    }

    @Test
    void onlyAdminsSwitch(RunningShop shop) {
        ShopClient customer = shop.newCustomer();

        assertThat(customer.get(PATH).status()).isEqualTo(403);
        assertThat(customer.put(PATH, Map.of("rules", List.of())).status()).isEqualTo(403);
        assertThat(shop.shop().get(PATH).status()).isEqualTo(401);
    }

    @Test
    void aRuleThatMakesNoSenseIsRefusedWithTheReasonAndChangesNothing(RunningShop shop) {
        FaultSwitch slow = once("payment-service", "provider", "delay").hits(1);
        faults.set(slow);

        Map<String, Object> wrong =
                Map.of("id", "x", "hop", "provider", "kind", "explode", "until", "2030-01-01T00:00:00Z");
        String refusal = shop.admin()
                .put(PATH, Map.of("rules", List.of(wrong)))
                .expect(400)
                .text("detail");

        assertThat(refusal).contains("kind");
        assertThat(faults.list("payment-service")).containsExactly(slow);
    }

    private static FaultSwitch once(String service, String hop, String kind) {
        Instant soon = Instant.now().plus(Duration.ofMinutes(1)).truncatedTo(ChronoUnit.MILLIS);
        return FaultSwitch.of(service, hop, kind, soon)
                .lasting(Duration.ofMillis(300))
                .hits(1);
    }
}
