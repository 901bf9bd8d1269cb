package dev.ares.local.demo;

import java.io.PrintStream;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.Locale;

import tools.jackson.databind.JsonNode;

import dev.ares.local.client.Answer;

/** Prints the demo for people: one paragraph an order. */
final class DemoPrinter {

    private final PrintStream out;

    DemoPrinter(PrintStream out) {
        this.out = out;
    }

    void say(String line) {
        out.println(line);
    }

    void products(Answer products) {
        out.println("Products");
        for (JsonNode product : products.body().path("items")) {
            out.printf(
                    "  %-14s %-16s %14s  %s available%n",
                    product.path("sku").asString(),
                    product.path("name").asString(),
                    money(product.path("price")),
                    product.path("available").isNull()
                            ? "?"
                            : product.path("available").asLong());
        }
    }

    void order(String title, Answer order, Answer timeline) {
        String reason = order.text("reason");
        out.printf("%n%s%n", title);
        out.printf(
                "  order %s: %s%s, total %s%n",
                order.text("id"),
                order.text("status"),
                reason.isEmpty() ? "" : " (" + reason + ")",
                money(order.body().path("total")));
        timeline(timeline.body().path("entries"));
    }

    private void timeline(JsonNode entries) {
        if (entries.isEmpty()) {
            return;
        }
        OffsetDateTime start = OffsetDateTime.parse(entries.get(0).path("at").asString());
        for (JsonNode entry : entries) {
            OffsetDateTime at = OffsetDateTime.parse(entry.path("at").asString());
            out.printf(
                    "    +%5d ms  %-22s %-20s %s%n",
                    Duration.between(start, at).toMillis(),
                    entry.path("step").asString(),
                    entry.path("event").asString(),
                    entry.path("detail").asString());
        }
    }

    private static String money(JsonNode money) {
        return String.format(
                Locale.ROOT,
                "%.2f %s",
                money.path("amount").asLong() / 100.0,
                money.path("currency").asString());
    }
}
