package dev.ares.order;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

/**
 * Stands in for user-service over HTTP: publishes a key, signs access tokens with it, and knows every customer, except
 * that it fails for those named {@code broken-...} and never answers for those named {@code silent-...}.
 */
final class UserServiceStandIn {

    private final RSAKey key;
    private final HttpServer server;

    UserServiceStandIn() {
        try {
            key = new RSAKeyGenerator(2048).keyID("test").generate();
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (JOSEException | IOException e) {
            throw new IllegalStateException(e);
        }
        server.setExecutor(Executors.newCachedThreadPool(work -> {
            Thread thread = new Thread(work, "user-service-stand-in");
            thread.setDaemon(true);
            return thread;
        }));
        String keys = new JWKSet(key.toPublicJWK()).toString();
        server.createContext("/.well-known/jwks.json", exchange -> answer(exchange, 200, keys));
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
        return address() + "/.well-known/jwks.json";
    }

    String token(String userId, String... roles) {
        JWTClaimsSet claims = new JWTClaimsSet.Builder()
                .subject(userId)
                .claim("roles", List.of(roles))
                .expirationTime(Date.from(Instant.now().plusSeconds(3600)))
                .build();
        JWSHeader header =
                new JWSHeader.Builder(JWSAlgorithm.RS256).keyID(key.getKeyID()).build();
        SignedJWT token = new SignedJWT(header, claims);
        try {
            token.sign(new RSASSASigner(key));
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
        return token.serialize();
    }
}
