package dev.ares.test.identity;

import java.io.IOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.interfaces.RSAPublicKey;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.stream.Collectors;

import com.sun.net.httpserver.HttpServer;

import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * Stands for user-service where only its tokens matter: signs access tokens and publishes the key on 127.0.0.1. Give its
 * address to the service under test as {@code ARES_JWKS_URI} or {@code ares.web.jwks-uri}.
 */
public final class TokenIssuer implements AutoCloseable {

    private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();
    private static final Duration LIFETIME = Duration.ofMinutes(10);

    private final KeyPair keys;
    private final HttpServer server;

    private TokenIssuer(KeyPair keys, HttpServer server) {
        this.keys = keys;
        this.server = server;
    }

    /** Runs until closed or until the JVM ends. */
    public static TokenIssuer start() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(2048);
            KeyPair keys = generator.generateKeyPair();
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            byte[] published = published(keys).getBytes(UTF_8);
            server.createContext("/.well-known/jwks.json", exchange -> {
                exchange.getResponseHeaders().set("Content-Type", "application/json");
                exchange.sendResponseHeaders(200, published.length);
                exchange.getResponseBody().write(published);
                exchange.close();
            });
            server.start();
            return new TokenIssuer(keys, server);
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException("The token issuer for tests could not start", e);
        }
    }

    /** Where the key is published. */
    public String jwksUri() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/.well-known/jwks.json";
    }

    /** A token that holds for ten minutes. */
    public String token(String userId, String... roles) {
        return token(userId, Instant.now().plus(LIFETIME), roles);
    }

    /** A token that holds, or has held, until then. */
    public String token(String userId, Instant expiry, String... roles) {
        String names = Arrays.stream(roles).map(role -> '"' + role + '"').collect(Collectors.joining(","));
        String content = encoded("{\"alg\":\"RS256\",\"typ\":\"at+jwt\",\"kid\":\"test\"}")
                + "."
                + encoded("{\"sub\":\"" + userId + "\",\"roles\":[" + names + "],\"exp\":" + expiry.getEpochSecond()
                        + "}");
        return content + "." + BASE64.encodeToString(signed(content));
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private byte[] signed(String content) {
        try {
            Signature signature = Signature.getInstance("SHA256withRSA");
            signature.initSign(keys.getPrivate());
            signature.update(content.getBytes(UTF_8));
            return signature.sign();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String published(KeyPair keys) {
        RSAPublicKey key = (RSAPublicKey) keys.getPublic();
        return "{\"keys\":[{\"kty\":\"RSA\",\"use\":\"sig\",\"alg\":\"RS256\",\"kid\":\"test\",\"n\":\""
                + unsigned(key.getModulus()) + "\",\"e\":\"" + unsigned(key.getPublicExponent()) + "\"}]}";
    }

    private static String unsigned(BigInteger number) {
        byte[] bytes = number.toByteArray();
        return BASE64.encodeToString(bytes[0] == 0 ? Arrays.copyOfRange(bytes, 1, bytes.length) : bytes);
    }

    private static String encoded(String json) {
        return BASE64.encodeToString(json.getBytes(UTF_8));
    }
}
