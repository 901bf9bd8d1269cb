package dev.ares.benchmarks.gateway;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.security.PublicKey;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * Stands for user-service where only its tokens matter: signs such as it signs (RS256, 2048 bits, the same claims), publishes
 * the key, and tells who asks which sessions have ended.
 */
final class Issuer implements AutoCloseable {

    /** Of the key, in tokens and in what is published; in user-service it is as long. */
    private static final String KEY = "NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xs";

    /** Longer than any run: nobody renews a token while it is measured. */
    private static final Duration LIFETIME = Duration.ofHours(4);

    private final RSAKey keys;
    private final PublicKey publicKey;
    private final JWSSigner signer;
    private final Clock clock;
    private final HttpServer server;
    private final List<String> revoked = new CopyOnWriteArrayList<>();

    /** Listens on 127.0.0.1 at a port of its own. */
    Issuer(Clock clock) throws IOException {
        try {
            this.keys = new RSAKeyGenerator(2048)
                    .keyID(KEY)
                    .keyUse(KeyUse.SIGNATURE)
                    .algorithm(JWSAlgorithm.RS256)
                    .generate();
            this.signer = new RSASSASigner(keys);
            this.publicKey = keys.toRSAPublicKey();
        } catch (JOSEException impossible) {
            throw new IllegalStateException(impossible);
        }
        this.clock = clock;
        this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/.well-known/jwks.json", exchange -> answer(exchange, new JWKSet(keys).toString()));
        server.createContext("/internal/revocations", exchange -> answer(exchange, revocations()));
        server.start();
    }

    URI jwksUri() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/.well-known/jwks.json");
    }

    /** The key in PEM, for those who do not read what is published. */
    String publicKey() {
        return "-----BEGIN PUBLIC KEY-----\n"
                + Base64.getMimeEncoder(64, "\n".getBytes(US_ASCII)).encodeToString(publicKey.getEncoded())
                + "\n-----END PUBLIC KEY-----\n";
    }

    /** A token of a customer whom nobody else is, in a session of this name. Costs a millisecond or two of processor. */
    String token(String session) {
        Instant now = clock.instant();
        var claims = new JWTClaimsSet.Builder()
                .subject(UUID.randomUUID().toString())
                .claim("roles", List.of("customer"))
                .claim("sid", session)
                .claim("ver", 0)
                .issuer("ares")
                .issueTime(Date.from(now))
                .expirationTime(Date.from(now.plus(LIFETIME)))
                .jwtID(UUID.randomUUID().toString())
                .build();
        var header = new JWSHeader.Builder(JWSAlgorithm.RS256)
                .type(JOSEObjectType.JWT)
                .keyID(KEY)
                .build();
        var token = new SignedJWT(header, claims);
        try {
            token.sign(signer);
        } catch (JOSEException impossible) {
            throw new IllegalStateException(impossible);
        }
        return token.serialize();
    }

    /** Ends the session: who asks is told from now on. */
    void revoke(String session) {
        long until = clock.instant().plus(LIFETIME).getEpochSecond();
        revoked.add("{\"key\":\"s:%s\",\"least\":null,\"until\":%d}".formatted(session, until));
    }

    private String revocations() {
        return "{\"entries\":[" + String.join(",", revoked) + "],\"next\":\"1\",\"more\":false}";
    }

    private static void answer(HttpExchange exchange, String json) throws IOException {
        byte[] body = json.getBytes(UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(200, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
