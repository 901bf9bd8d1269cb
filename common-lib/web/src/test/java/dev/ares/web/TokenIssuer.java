package dev.ares.web;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpServer;

/** Stands for user-service: signs access tokens and publishes the key. */
final class TokenIssuer {

    private final RSAKey key;
    private final HttpServer server;
    private final AtomicInteger fetches = new AtomicInteger();
    private volatile boolean down;

    private TokenIssuer(RSAKey key, HttpServer server) {
        this.key = key;
        this.server = server;
    }

    static TokenIssuer start() {
        try {
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            TokenIssuer issuer = new TokenIssuer(key("one"), server);
            server.createContext("/.well-known/jwks.json", exchange -> {
                issuer.fetches.incrementAndGet();
                byte[] keys = new JWKSet(issuer.key).toString().getBytes(StandardCharsets.UTF_8);
                exchange.sendResponseHeaders(issuer.down ? 503 : 200, keys.length);
                exchange.getResponseBody().write(keys);
                exchange.close();
            });
            server.start();
            return issuer;
        } catch (IOException e) {
            throw new IllegalStateException("No port for the token issuer", e);
        }
    }

    static RSAKey key(String id) {
        try {
            return new RSAKeyGenerator(2048).keyID(id).generate();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    String address() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/.well-known/jwks.json";
    }

    void goDown(boolean down) {
        this.down = down;
    }

    int fetches() {
        return fetches.get();
    }

    RSAKey key() {
        return key;
    }

    String token(String user, String... roles) {
        return sign(key, "at+jwt", user, Instant.now().plusSeconds(60), roles);
    }

    @SuppressWarnings("JavaUtilDate") // Nimbus wants one
    static String sign(RSAKey key, String type, String user, Instant expiry, String... roles) {
        JWSHeader header = new JWSHeader.Builder(JWSAlgorithm.RS256)
                .keyID(key.getKeyID())
                .type(new JOSEObjectType(type))
                .build();
        JWTClaimsSet claims = new JWTClaimsSet.Builder()
                .subject(user)
                .claim("roles", List.of(roles))
                .expirationTime(Date.from(expiry))
                .build();
        SignedJWT token = new SignedJWT(header, claims);
        try {
            token.sign(new RSASSASigner(key));
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
        return token.serialize();
    }
}
