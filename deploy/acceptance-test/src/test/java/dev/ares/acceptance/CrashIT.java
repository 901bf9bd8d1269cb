package dev.ares.acceptance;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import dev.ares.local.client.Answer;
import dev.ares.local.client.OrderRequest;
import dev.ares.local.client.ShopClient;

import static org.assertj.core.api.Assertions.assertThat;

/** A process dies at a bad moment and comes back: everything that was accepted still ends. */
@ShopTest
class CrashIT {

    private static final int ORDERS = 10;

    @ParameterizedTest
    @CsvSource({"order-service,gateway", "inventory-service,payment-service"})
    void checkoutsEndAlthoughServicesAreKilledInTheirMiddle(String one, String other, RunningShop shop) {
        ShopClient customer = shop.newCustomer();
        String sku = shop.newProduct(100);
        List<String> accepted = slowOrders(customer, sku);

        shop.kill(one);
        shop.kill(other);
        shop.startAgain();

        allEnd(shop, customer, accepted, sku);
    }

    @Test
    void ordersEndAndArePlacedWhileTheUserServiceIsDown(RunningShop shop) {
        ShopClient customer = shop.newCustomer();
        String sku = shop.newProduct(100);
        List<String> accepted = new ArrayList<>(slowOrders(customer, sku));
        shop.kill("user-service");

        try {
            String placed = customer.order(
                            OrderRequest.of(sku, 1), UUID.randomUUID().toString())
                    .expect(201, 202)
                    .text("id");
            assertThat(shop.ended(customer, placed).text("status")).isEqualTo("CONFIRMED");
            accepted.add(placed);
        } finally {
            shop.startAgain();
        }

        allEnd(shop, customer, accepted, sku);
    }

    private static void allEnd(RunningShop shop, ShopClient customer, List<String> accepted, String sku) {
        List<String> outcomes = accepted.stream()
                .map(id -> shop.ended(customer, id))
                .map(order -> (order.text("status") + " " + order.text("reason")).trim())
                .toList();
        // Before its payment is under way, an order may also outlive its deadline: then it is undone.
        assertThat(outcomes).hasSameSizeAs(accepted).isSubsetOf("CONFIRMED", "CANCELLED EXPIRED");
        long confirmed = outcomes.stream().filter("CONFIRMED"::equals).count();
        shop.awaitAvailable(sku, 100 - confirmed);
    }

    /** A second or two in front of the provider, so that the crash finds the checkout in its middle. */
    private static CompletableFuture<Answer> slowOrder(ShopClient customer, String sku) {
        OrderRequest order = OrderRequest.of(sku, 1).payingWith("pm_sim_slow");
        String key = UUID.randomUUID().toString();
        return SentAgain.untilTaken(() -> customer.orderLater(order, key));
    }

    private static List<String> slowOrders(ShopClient customer, String sku) {
        return IntStream.range(0, ORDERS).mapToObj(number -> slowOrder(customer, sku)).toList().stream()
                .map(CompletableFuture::join)
                .map(answer -> answer.expect(202).text("id"))
                .toList();
    }
}
