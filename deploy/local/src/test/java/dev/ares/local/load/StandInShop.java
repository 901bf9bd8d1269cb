package dev.ares.local.load;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

import dev.ares.local.client.ShopClient;

/** Takes every order, one at a time; the first one keeps it busy for a while, so that all others wait. */
final class StandInShop implements AutoCloseable {

    private final HttpServer server;
    private final AtomicInteger orders = new AtomicInteger();
    private final AtomicInteger registrations = new AtomicInteger();
    private final Duration stall;
    private final int orderStatus;

    StandInShop(Duration stall, int orderStatus) throws IOException {
        this.stall = stall;
        this.orderStatus = orderStatus;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/api/users", this::register);
        server.createContext("/api/auth/token", exchange -> answer(exchange, 200, "{\"accessToken\": \"token\"}"));
        server.createContext("/api/orders", this::order);
        server.start();
    }

    ShopClient client() {
        return new ShopClient(
                URI.create("http://127.0.0.1:" + server.getAddress().getPort()));
    }

    int orders() {
        return orders.get();
    }

    int registrations() {
        return registrations.get();
    }

    /** Every second one is told to come again, at once. */
    private void register(HttpExchange exchange) throws IOException {
        if (registrations.incrementAndGet() % 2 == 0) {
            exchange.getResponseHeaders().set("Retry-After", "0");
            answer(exchange, 429, "{}");
        } else {
            answer(exchange, 201, "{}");
        }
    }

    private void order(HttpExchange exchange) throws IOException {
        if (orders.incrementAndGet() == 1) {
            try {
                Thread.sleep(stall.toMillis());
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
            }
        }
        answer(exchange, orderStatus, "{\"id\": \"" + UUID.randomUUID() + "\"}");
    }

    private static void answer(HttpExchange exchange, int status, String body) throws IOException {
        try (exchange) {
            exchange.getRequestBody().readAllBytes();
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(status, bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
