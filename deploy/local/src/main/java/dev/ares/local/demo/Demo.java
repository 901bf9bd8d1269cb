package dev.ares.local.demo;

import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.LongPredicate;
import java.util.function.LongSupplier;

import dev.ares.local.client.Answer;
import dev.ares.local.client.OrderRequest;
import dev.ares.local.client.Shelf;
import dev.ares.local.client.ShopClient;

/**
 * The main job on real input: a new customer places an order that is confirmed, one that redeems points, one that is refused
 * for stock, and one whose card is declined so that its reservation and its points come back. May run any number of times.
 */
public final class Demo {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final ShopClient shop;
    private final ShopClient admin;
    private final DemoPrinter printer;
    private long firstConfirmation;
    private final List<String> surprises = new ArrayList<>();

    /**
     * @param shop not logged in
     * @param admin logged in with role admin
     */
    public Demo(ShopClient shop, ShopClient admin, PrintStream out) {
        this.shop = shop;
        this.admin = admin;
        this.printer = new DemoPrinter(out);
    }

    /**
     * Places the orders and prints their timelines.
     *
     * @return whether each of them ended as it must; what did not is printed
     */
    public boolean run() {
        new DemoProducts(admin).prepare();
        String email = "demo-" + UUID.randomUUID() + "@example.org";
        ShopClient customer = shop.registered(email, UUID.randomUUID().toString(), "Demo Customer");
        printer.say("Registered " + email + "\n");
        printer.products(shop.get("/api/products?limit=20").expect(200));

        confirmed(customer);
        redeeming(customer);
        refusedForStock(customer);
        declined(customer);

        surprises.forEach(surprise -> printer.say("UNEXPECTED: " + surprise));
        return surprises.isEmpty();
    }

    /** {@link System#nanoTime} when the first order had been confirmed. */
    public long firstConfirmation() {
        return firstConfirmation;
    }

    private void confirmed(ShopClient customer) {
        place(customer, "1. Two mugs, paid by card", OrderRequest.of(DemoProducts.MUG, 2), "CONFIRMED", "");
        firstConfirmation = System.nanoTime();
        awaitPoints(customer, "25 points are awarded for 25.98 EUR", points -> points == 25);
    }

    private void redeeming(ShopClient customer) {
        var order = OrderRequest.of(DemoProducts.SHIRT, 1).redeeming(20);
        place(customer, "2. A T-shirt, 20 points redeemed", order, "CONFIRMED", "");
        awaitPoints(customer, "of 25 points 20 are spent and 24 awarded for 24.79 EUR", points -> points == 29);
    }

    private void refusedForStock(ShopClient customer) {
        var order = OrderRequest.of(DemoProducts.POSTER, DemoProducts.POSTERS + 1);
        place(customer, "3. More posters than there are", order, "CANCELLED", "OUT_OF_STOCK");
    }

    private void declined(ShopClient customer) {
        long before = mugs();
        var order = OrderRequest.of(DemoProducts.MUG, 1).redeeming(10).payingWith(OrderRequest.DECLINED_CARD);
        place(customer, "4. A mug, 10 points redeemed, the card is declined", order, "CANCELLED", "PAYMENT_DECLINED");
        awaitPoints(customer, "the 10 held points are back", points -> points == 29);
        await("the reserved mug is back on the shelf", this::mugs, now -> now == before);
    }

    private void place(ShopClient customer, String title, OrderRequest order, String status, String reason) {
        Answer placed = customer.order(order, UUID.randomUUID().toString()).expect(201, 202);
        String id = placed.text("id");
        Answer ended = customer.get("/api/orders/" + id).expect(200);
        printer.order(title, ended, customer.timeline(id));
        if (!ended.text("status").equals(status) || !ended.text("reason").equals(reason)) {
            surprises.add("order " + id + ": " + ended.text("status") + " " + ended.text("reason") + " (expected: "
                    + status + " " + reason + ")");
        }
    }

    private long mugs() {
        return new Shelf(shop).available(DemoProducts.MUG).orElseThrow();
    }

    private void awaitPoints(ShopClient customer, String fact, LongPredicate expected) {
        await(fact, () -> customer.me().body().path("points").asLong(), expected);
    }

    /** Stock and points settle after the customer has the answer: this waits until they did. */
    private void await(String fact, LongSupplier figure, LongPredicate expected) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        long seen = figure.getAsLong();
        while (!expected.test(seen) && System.nanoTime() < deadline) {
            pause();
            seen = figure.getAsLong();
        }
        if (expected.test(seen)) {
            printer.say("  " + fact);
        } else {
            surprises.add("not within " + PATIENCE.toSeconds() + " s: " + fact + " (seen: " + seen + ")");
        }
    }

    private static void pause() {
        try {
            Thread.sleep(100);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", interrupted);
        }
    }
}
