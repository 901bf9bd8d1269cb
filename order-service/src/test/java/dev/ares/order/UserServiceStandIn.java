package dev.ares.order;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

import dev.ares.test.identity.TokenIssuer;

/**
 * Stands in for user-service over HTTP: signs access tokens, and knows every customer, except that it fails for those named
 * {@code broken-...} and never answers for those named {@code silent-...}.
 */
final class UserServiceStandIn {

    private final TokenIssuer issuer = TokenIssuer.start();
    private final HttpServer server;

    UserServiceStandIn() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        server.setExecutor(Executors.newCachedThreadPool(work -> {
            Thread thread = new Thread(work, "user-service-stand-in");
            thread.setDaemon(true);
            return thread;
        }));
        server.createContext("/internal/customers/", this::customer);
        server.start();
    }

    private void customer(HttpExchange exchange) {
        String id = exchange.getRequestURI().getPath().substring("/internal/customers/".length());
        boolean fromAService = exchange.getRequestHeaders().getFirst("Authorization") != null;
        if (id.startsWith("silent-")) {
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        int status = !fromAService ? 401 : id.startsWith("broken-") ? 500 : 200;
        answer(
                exchange,
                status,
                "{\"id\":\"%s\",\"name\":\"A customer\",\"email\":\"%s@shop.example\"}".formatted(id, id));
    }

    private static void answer(HttpExchange exchange, int status, String json) {
        byte[] body = json.getBytes(StandardCharsets.UTF_8);
        try (exchange) {
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(status, body.length);
            exchange.getResponseBody().write(body);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String address() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    String jwksUri() {
        return issuer.jwksUri();
    }

    String token(String userId, String... roles) {
        return issuer.token(userId, roles);
    }
}
