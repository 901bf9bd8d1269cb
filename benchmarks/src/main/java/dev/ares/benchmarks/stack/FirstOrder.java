package dev.ares.benchmarks.stack;

import java.net.URI;
import java.time.Duration;
import java.util.UUID;

import dev.ares.benchmarks.machine.Pause;
import dev.ares.local.client.Answer;
import dev.ares.local.client.OrderRequest;
import dev.ares.local.client.ShopClient;
import dev.ares.local.load.LoadProducts;
import dev.ares.local.shop.Settings;
import dev.ares.local.shop.Shop;

/** The first thing that is done with a new shop: a product is made, a customer registers and orders one piece of it. */
final class FirstOrder {

    private static final long STOCK = 100;
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final Duration ASK_AGAIN_AFTER = Duration.ofMillis(100);

    private FirstOrder() {}

    /**
     * Returns when the order is confirmed.
     *
     * @throws IllegalStateException when it ends otherwise, or not within two minutes
     */
    static void confirmed(Shop shop) {
        Settings settings = shop.settings();
        var nobody = new ShopClient(URI.create(settings.gatewayUrl()));
        ShopClient admin = nobody.loggedIn(settings.adminEmail(), shop.adminPassword());
        String sku = new LoadProducts(admin).prepare(1, STOCK).get(0);
        ShopClient customer = nobody.registered(
                "first-" + UUID.randomUUID() + "@example.org", UUID.randomUUID().toString(), "First");
        awaitConfirmation(customer, OrderRequest.of(sku, 1));
    }

    /** As a customer does who is told to come again, with the same key: the order is one, and its present state the answer. */
    private static void awaitConfirmation(ShopClient customer, OrderRequest order) {
        String key = UUID.randomUUID().toString();
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        Answer answer = customer.order(order, key);
        while (answer.isForLater() || answer.text("status").equals("PENDING")) {
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException("no order is confirmed after " + PATIENCE.toSeconds() + " s");
            }
            Pause.of(ASK_AGAIN_AFTER);
            answer = customer.order(order, key);
        }
        String status = answer.expect(200, 201, 202).text("status");
        if (!status.equals("CONFIRMED")) {
            throw new IllegalStateException(
                    "the first order: " + status + " " + answer.text("reason") + " (expected: CONFIRMED)");
        }
    }
}
