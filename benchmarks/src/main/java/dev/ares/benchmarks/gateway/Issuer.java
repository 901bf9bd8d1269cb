package dev.ares.benchmarks.gateway;

import java.io.IOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.interfaces.RSAPublicKey;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;

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

    private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();

    private final KeyPair keys;
    private final Clock clock;
    private final HttpServer server;
    private final List<String> revoked = new CopyOnWriteArrayList<>();

    /** Listens on 127.0.0.1 at a port of its own. */
    Issuer(Clock clock) throws IOException, GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048);
        this.keys = generator.generateKeyPair();
        this.clock = clock;
        this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/.well-known/jwks.json", exchange -> answer(exchange, published()));
        server.createContext("/internal/revocations", exchange -> answer(exchange, revocations()));
        server.start();
    }

    URI jwksUri() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/.well-known/jwks.json");
    }

    /** The key in PEM, for who does not read what is published. */
    String publicKey() {
        return "-----BEGIN PUBLIC KEY-----\n"
                + Base64.getMimeEncoder(64, "\n".getBytes(US_ASCII))
                        .encodeToString(keys.getPublic().getEncoded())
                + "\n-----END PUBLIC KEY-----\n";
    }

    /** A token of a customer whom nobody else is, in a session of this name. Costs a millisecond or two of processor. */
    String token(String session) {
        long now = clock.instant().getEpochSecond();
        String header = "{\"kid\":\"%s\",\"typ\":\"JWT\",\"alg\":\"RS256\"}".formatted(KEY);
        String claims =
                "{\"sub\":\"%s\",\"roles\":[\"customer\"],\"sid\":\"%s\",\"ver\":0,\"iss\":\"ares\",\"iat\":%d,\"exp\":%d,\"jti\":\"%s\"}"
                        .formatted(UUID.randomUUID(), session, now, now + LIFETIME.toSeconds(), UUID.randomUUID());
        String content = encoded(header) + "." + encoded(claims);
        return content + "." + BASE64.encodeToString(signature(content));
    }

    /** Ends the session: who asks is told from now on. */
    void revoke(String session) {
        long until = clock.instant().plus(LIFETIME).getEpochSecond();
        revoked.add("{\"key\":\"s:%s\",\"least\":null,\"until\":%d}".formatted(session, until));
    }

    private String published() {
        RSAPublicKey key = (RSAPublicKey) keys.getPublic();
        return "{\"keys\":[{\"kty\":\"RSA\",\"use\":\"sig\",\"alg\":\"RS256\",\"kid\":\"%s\",\"n\":\"%s\",\"e\":\"%s\"}]}"
                .formatted(KEY, unsigned(key.getModulus()), unsigned(key.getPublicExponent()));
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

    private byte[] signature(String content) {
        try {
            Signature signature = Signature.getInstance("SHA256withRSA");
            signature.initSign(keys.getPrivate());
            signature.update(content.getBytes(US_ASCII));
            return signature.sign();
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static String unsigned(BigInteger number) {
        byte[] bytes = number.toByteArray();
        return BASE64.encodeToString(bytes[0] == 0 ? Arrays.copyOfRange(bytes, 1, bytes.length) : bytes);
    }

    private static String encoded(String json) {
        return BASE64.encodeToString(json.getBytes(UTF_8));
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
