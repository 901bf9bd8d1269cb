package dev.ares.local.load;

import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

import tools.jackson.databind.JsonNode;

import dev.ares.local.client.Answer;
import dev.ares.local.client.ShopClient;

/** What became of the orders of some customers, as the shop tells them. */
public final class Outcomes {

    private static final String PENDING = "PENDING";
    private static final String NOT_TOLD = "NOT TOLD";

    /** Lists of orders are off while the shop is in trouble: docs/operations/degradation.md. */
    private static final int OFF = 503;

    private Outcomes() {}

    /**
     * How often each status and reason occurs, once none is pending or {@code patience} is over; {@code NOT TOLD} for a
     * customer whose orders, or the rest of them, cannot be seen.
     */
    public static Map<String, Long> await(Buyers buyers, Duration patience) throws InterruptedException {
        long deadline = System.nanoTime() + patience.toNanos();
        Map<String, Long> outcomes = count(buyers);
        while ((outcomes.containsKey(PENDING) || outcomes.containsKey(NOT_TOLD)) && System.nanoTime() < deadline) {
            TimeUnit.SECONDS.sleep(1);
            outcomes = count(buyers);
        }
        return outcomes;
    }

    private static Map<String, Long> count(Buyers buyers) {
        var outcomes = new TreeMap<String, Long>();
        for (ShopClient buyer : buyers.all()) {
            String cursor = "";
            do {
                Answer page = buyer.get("/api/orders?limit=100" + cursor).expect(200, OFF);
                if (page.status() == OFF) {
                    outcomes.merge(NOT_TOLD, 1L, Long::sum);
                    break;
                }
                for (JsonNode order : page.body().path("items")) {
                    outcomes.merge(outcome(order), 1L, Long::sum);
                }
                String next = page.text("next");
                cursor = next.isEmpty() ? "" : "&cursor=" + next;
            } while (!cursor.isEmpty());
        }
        return outcomes;
    }

    private static String outcome(JsonNode order) {
        return (order.path("status").asString("") + " " + order.path("reason").asString("")).trim();
    }
}
