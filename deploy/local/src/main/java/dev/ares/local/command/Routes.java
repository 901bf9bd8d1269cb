package dev.ares.local.command;

import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

import dev.ares.local.client.Answer;
import dev.ares.local.client.ShopClient;
import dev.ares.local.shop.Shop;

/** Sees to it that the gateway reaches every service: it hears of a new one through Nacos, a moment after the start. */
final class Routes {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int UNAVAILABLE = 503;
    private static final UUID NO_ORDER = new UUID(0, 0);

    private Routes() {}

    /**
     * Returns when all routes answer.
     *
     * @return the shop as its first admin sees it
     * @throws CannotRunException when one does not answer in time
     */
    static ShopClient await(Shop shop) {
        var nobody = new ShopClient(URI.create(shop.settings().gatewayUrl()));
        String email = shop.settings().adminEmail();
        await("inventory-service", () -> nobody.get("/api/products?limit=1"));
        await("payment-service", () -> nobody.post("/api/webhooks/stripe", Map.of()));
        // What cannot be a password is no guess at the admin's.
        await("user-service", () -> nobody.post("/api/auth/token", Map.of("email", email, "password", "none")));
        ShopClient admin = nobody.loggedIn(email, shop.adminPassword());
        // Lists are off while that service is in trouble; one order is not.
        await("order-service", () -> admin.get("/api/orders/" + NO_ORDER));
        return admin;
    }

    private static void await(String service, Supplier<Answer> question) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (question.get().status() == UNAVAILABLE) {
            if (System.nanoTime() > deadline) {
                throw new CannotRunException("The gateway does not reach " + service + " after " + PATIENCE.toSeconds()
                        + " s: see ./ares logs gateway and ./ares logs " + service + ".");
            }
            try {
                TimeUnit.MILLISECONDS.sleep(100);
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
                throw new CannotRunException("Interrupted.");
            }
        }
    }
}
