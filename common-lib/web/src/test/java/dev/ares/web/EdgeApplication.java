package dev.ares.web;

import java.net.SocketException;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeoutException;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** A small service with one way to fail for every kind of failure. */
@SpringBootConfiguration
@EnableAutoConfiguration
@RestController
class EdgeApplication {

    @PostMapping("/api/orders")
    Mono<String> place(Caller caller, IdempotencyKey key, @RequestBody Mono<PlaceOrder> order) {
        return order.map(placed ->
                caller.userId() + " " + key.value() + " " + placed.items().size() + " " + placed.redeemPoints());
    }

    @PostMapping("/open/orders")
    Mono<PlaceOrder> echo(@RequestBody Mono<PlaceOrder> order) {
        return order;
    }

    @GetMapping("/open/limit")
    String limit(@RequestParam int limit) {
        return "limit " + limit;
    }

    @GetMapping("/open/fails/{how}")
    Mono<String> fail(@PathVariable String how) {
        return switch (how) {
            case "problem" -> Mono.error(Problem.conflict("price-changed", "total: 5 (expected: 7)"));
            case "timeout" -> Mono.error(new TimeoutException("store.internal took too long"));
            case "reset" -> Mono.error(new SocketException("Connection reset by peer"));
            case "wrapped-timeout" ->
                Mono.error(new IllegalStateException("wrapped", new TimeoutException("store.internal")));
            default -> Mono.error(new IllegalStateException("secret detail of store.internal"));
        };
    }

    @GetMapping("/open/fails/at-once")
    String failAtOnce() {
        throw new IllegalArgumentException("secret detail of store.internal");
    }

    @GetMapping("/api/admin/sagas")
    String sagas(Caller caller) {
        return "sagas for " + caller.userId();
    }

    @GetMapping("/api/admin/products")
    String adminProducts() {
        return "products";
    }

    @GetMapping("/internal/customers")
    String customers() {
        return "customers";
    }

    record PlaceOrder(
            List<Line> items,
            Payment payment,
            @Nullable Long redeemPoints,
            @Nullable Instant before,
            Mood mood) {}

    enum Mood {
        GOOD,
        BAD
    }

    record Payment(String method) {}

    record Line(String sku, int quantity) {

        Line {
            if (quantity < 1 || quantity > 1000) {
                throw Problem.badRequest("quantity", "1..1000");
            }
            if (sku.isBlank()) {
                throw new IllegalArgumentException("sku: blank (expected: 1 to 64 characters)");
            }
        }
    }
}
