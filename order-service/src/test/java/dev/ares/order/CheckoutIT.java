package dev.ares.order;

import java.util.List;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

import dev.ares.contracts.inventory.v1.ReleaseStock;
import dev.ares.contracts.inventory.v1.ReserveStock;
import dev.ares.contracts.order.v1.OrderConfirmed;
import dev.ares.contracts.payment.v1.Pay;
import dev.ares.contracts.user.v1.HoldPoints;
import dev.ares.contracts.user.v1.ReturnPoints;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Checkouts from the request to their end, over real PostgreSQL and Kafka. */
class CheckoutIT extends RunningService {

    @Test
    void confirmsAnOrderThatIsPaid() {
        JsonNode order = placed("ann", order("pm_card_visa", "mug", "pen"));

        assertThat(order.path("status").asString()).isEqualTo("CONFIRMED");
        assertThat(order.path("reason").isNull()).isTrue();
        assertThat(order.path("total").toString()).isEqualTo("{\"amount\":1449,\"currency\":\"EUR\"}");
        assertThat(order.path("items").path(1).toString())
                .isEqualTo("{\"sku\":\"pen\",\"quantity\":1,\"unitPrice\":{\"amount\":199,\"currency\":\"EUR\"}}");
        String id = order.path("id").asString();
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(events("ann", id))
                .startsWith("OrderPlaced", "DISPATCHED", "StockReserved", "DISPATCHED", "PaymentConfirmed")
                .contains("OrderConfirmed")
                .endsWith("COMPLETED"));
        assertThat(participants.commandsFor(id))
                .extracting(Object::getClass)
                .containsExactly(ReserveStock.class, Pay.class, OrderConfirmed.class);
        Pay pay = (Pay) participants.commandsFor(id).get(1);
        assertThat(pay.getAmount().getAmount()).isEqualTo(1449);
        assertThat(pay.getReceiptEmail()).isIn("", "ann@shop.example");
    }

    @Test
    void sendsTheReceiptToACustomerWhoseProfileIsKnown() {
        placed("bob", order("pm_card_visa", "mug"));
        JsonNode second = placed("bob", order("pm_card_visa", "mug"));

        Pay pay = (Pay) participants.commandsFor(second.path("id").asString()).get(1);
        assertThat(pay.getReceiptEmail()).isEqualTo("bob@shop.example");
    }

    @Test
    void holdsPointsBeforeItPaysTheRest() {
        JsonNode order = placed("ann", with(order("pm_card_visa", "mug"), "redeemPoints", 250));

        assertThat(order.path("status").asString()).isEqualTo("CONFIRMED");
        assertThat(order.path("total").path("amount").asLong()).isEqualTo(1000);
        assertThat(participants.commandsFor(order.path("id").asString()))
                .extracting(Object::getClass)
                .startsWith(
                        List.of(ReserveStock.class, HoldPoints.class, Pay.class).toArray(Class[]::new));
    }

    @Test
    void cancelsAnOrderThatIsOutOfStock() {
        JsonNode order = placed("ann", order("pm_card_visa", "mug", "scarce"));

        cancelledFor("OUT_OF_STOCK", order);
        assertThat(events("ann", order.path("id").asString()))
                .containsExactly("OrderPlaced", "DISPATCHED", "REFUSED", "OrderCancelled");
    }

    @Test
    void cancelsAnOrderThatIsRefusedWithoutAReason() {
        cancelledFor("REFUSED", placed("ann", order("pm_card_visa", "speechless")));
    }

    @Test
    void givesTheStockBackWhenPointsAreMissing() {
        JsonNode order = placed("ann", with(order("pm_card_visa", "mug"), "redeemPoints", 1001));

        cancelledFor("INSUFFICIENT_POINTS", order);
        assertThat(participants.commandsFor(order.path("id").asString()))
                .hasAtLeastOneElementOfType(ReleaseStock.class);
    }

    @Test
    void givesPointsAndStockBackWhenTheCardIsDeclined() {
        JsonNode order = placed("ann", with(order("pm_card_chargeDeclined", "mug"), "redeemPoints", 250));

        cancelledFor("PAYMENT_DECLINED", order);
        assertThat(participants.commandsFor(order.path("id").asString()))
                .hasAtLeastOneElementOfType(ReturnPoints.class)
                .hasAtLeastOneElementOfType(ReleaseStock.class);
    }

    @Test
    void expiresWhenInventoryKeepsSilent() {
        cancelledFor("EXPIRED", placed("ann", order("pm_card_visa", "unanswered")));
    }

    @Test
    void confirmsWithoutAProfile() {
        for (String customer : List.of("broken-ben", "silent-sue")) {
            JsonNode order = placed(customer, order("pm_card_visa", "mug"));
            assertThat(order.path("status").asString()).as(customer).isEqualTo("CONFIRMED");
        }
    }

    private static void cancelledFor(String reason, JsonNode order) {
        assertThat(order.path("status").asString()).isEqualTo("CANCELLED");
        assertThat(order.path("reason").asString()).isEqualTo(reason);
    }
}
