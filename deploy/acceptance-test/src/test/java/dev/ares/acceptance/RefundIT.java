package dev.ares.acceptance;

import java.util.List;
import java.util.UUID;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

import dev.ares.local.client.OrderRequest;
import dev.ares.local.client.ShopClient;

import static org.assertj.core.api.Assertions.assertThat;

/** Money, stock and points come back, in parts and by a late cancel; the invariant checker has the last word. */
@ShopTest
class RefundIT {

    @Test
    void anOrderComesBackPieceByPiece(RunningShop shop) {
        ShopClient customer = shop.newCustomer();
        String sku = shop.newProduct(5);
        String order = confirmed(shop, customer, OrderRequest.of(sku, 3));
        awaitPoints(customer, 30);

        String key = UUID.randomUUID().toString();
        String refund =
                shop.admin().refund(order, pieces(sku, 1), key).expect(202).text("id");
        assertThat(shop.admin().refund(order, pieces(sku, 1), key).expect(202).text("id"))
                .as("the same key")
                .isEqualTo(refund);
        awaitPoints(customer, 20);
        shop.awaitAvailable(sku, 3);
        shop.admin().refund(order, pieces(sku, 3), UUID.randomUUID().toString()).expect(422);

        shop.admin().refund(order, pieces(sku, 2), UUID.randomUUID().toString()).expect(202);
        awaitRefunded(customer, order);
        awaitPoints(customer, 0);
        shop.awaitAvailable(sku, 5);
    }

    @Test
    void aCancelAfterThePaymentGivesRedeemedPointsBackToo(RunningShop shop) {
        ShopClient customer = shop.newCustomer();
        String sku = shop.newProduct(4);
        confirmed(shop, customer, OrderRequest.of(sku, 2));
        awaitPoints(customer, 20);
        String order = confirmed(shop, customer, OrderRequest.of(sku, 2).redeeming(15));
        awaitPoints(customer, 24);

        customer.cancel(order).expect(202);

        awaitRefunded(customer, order);
        awaitPoints(customer, 20);
        shop.awaitAvailable(sku, 2);
    }

    @Test
    void aRefundThatTheProviderRefusesChangesNothing(RunningShop shop) {
        ShopClient customer = shop.newCustomer();
        String sku = shop.newProduct(2);
        String order = confirmed(shop, customer, OrderRequest.of(sku, 2).payingWith("pm_sim_refundRefused"));
        awaitPoints(customer, 20);

        shop.admin().refund(order, pieces(sku, 1), UUID.randomUUID().toString()).expect(202);

        String refunds = "/api/orders/" + order + "/refunds";
        Awaitility.await("the refusal").atMost(RunningShop.QUIESCENCE).untilAsserted(() -> assertThat(
                        shop.admin().get(refunds).body().at("/items/0/status").asString())
                .isEqualTo("REFUSED"));
        assertThat(customer.get("/api/orders/" + order).text("status")).isEqualTo("CONFIRMED");
        awaitPoints(customer, 20);
        shop.awaitAvailable(sku, 0);
    }

    private static List<OrderRequest.Line> pieces(String sku, long quantity) {
        return List.of(new OrderRequest.Line(sku, quantity));
    }

    private static String confirmed(RunningShop shop, ShopClient customer, OrderRequest request) {
        String id = customer.order(request, UUID.randomUUID().toString())
                .expect(201, 202)
                .text("id");
        assertThat(shop.ended(customer, id).text("status")).isEqualTo("CONFIRMED");
        return id;
    }

    private static void awaitRefunded(ShopClient customer, String order) {
        Awaitility.await("order " + order + " to be refunded")
                .atMost(RunningShop.QUIESCENCE)
                .until(() -> customer.get("/api/orders/" + order).text("status").equals("REFUNDED"));
    }

    private static void awaitPoints(ShopClient customer, long points) {
        Awaitility.await("points")
                .atMost(RunningShop.QUIESCENCE)
                .ignoreExceptions()
                .untilAsserted(() ->
                        assertThat(customer.me().body().path("points").asLong()).isEqualTo(points));
    }
}
