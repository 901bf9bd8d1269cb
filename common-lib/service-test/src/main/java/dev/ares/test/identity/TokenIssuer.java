package dev.ares.test.identity;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * Stands for user-service where only its tokens matter: signs access tokens, publishes the key on 127.0.0.1, and tells its
 * services there which tokens it has called back. Give its address to the service under test as {@code ARES_JWKS_URI} or {@code ares.web.jwks-uri}.
 */
public final class TokenIssuer implements AutoCloseable {

    private static final Duration LIFETIME = Duration.ofMinutes(10);

    private final TestKey key = TestKey.of("test");
    private final AtomicInteger fetches = new AtomicInteger();
    private final List<String> revoked = new CopyOnWriteArrayList<>();
    private final HttpServer server;
    private final Clock clock;
    private volatile byte[] published;
    private volatile boolean down;

    private TokenIssuer(HttpServer server, Clock clock) {
        this.server = server;
        this.clock = clock;
        this.published = TestKey.published(key).getBytes(UTF_8);
        server.createContext("/.well-known/jwks.json", exchange -> {
            fetches.incrementAndGet();
            answer(exchange, published);
        });
        server.createContext("/internal/revocations", exchange -> answer(exchange, revocations()));
        server.start();
    }

    private void answer(HttpExchange exchange, byte[] json) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(down ? 503 : 200, json.length);
        exchange.getResponseBody().write(json);
        exchange.close();
    }

    private byte[] revocations() {
        return ("{\"entries\":[" + String.join(",", revoked) + "],\"next\":\"1\",\"more\":false}").getBytes(UTF_8);
    }

    /** Runs until closed or until the JVM ends. */
    public static TokenIssuer start() {
        return start(Clock.systemUTC());
    }

    /** As above, with the time of another clock. */
    public static TokenIssuer start(Clock clock) {
        try {
            var address = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
            return new TokenIssuer(HttpServer.create(address, 0), clock);
        } catch (IOException e) {
            throw new IllegalStateException("The token issuer for tests could not start", e);
        }
    }

    /** Where the key is published. */
    public String jwksUri() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/.well-known/jwks.json";
    }

    /** A token that holds for ten minutes. */
    public String token(String userId, String... roles) {
        return key.sign(TestKey.ACCESS_TOKEN, userId, clock.instant().plus(LIFETIME), roles);
    }

    /** A token of this session that holds for ten minutes. */
    public String tokenOfSession(String sid, String userId, String... roles) {
        return key.sign(
                TestKey.ACCESS_TOKEN,
                userId,
                "\"sid\":\"" + sid + "\",",
                clock.instant().plus(LIFETIME),
                roles);
    }

    /** Calls back the tokens of this session; who asks is told from now on. */
    public void revoke(String sid) {
        long until = clock.instant().plus(LIFETIME).getEpochSecond();
        revoked.add("{\"key\":\"s:" + sid + "\",\"least\":null,\"until\":" + until + "}");
    }

    /** A token that held until a minute ago. */
    public String expiredToken(String userId, String... roles) {
        return key.sign(TestKey.ACCESS_TOKEN, userId, clock.instant().minusSeconds(60), roles);
    }

    /** The key that is published, to sign what the issuer itself would not. */
    public TestKey key() {
        return key;
    }

    /** Publishes these instead from now on; {@link #token} goes on signing with the first one. */
    public void publish(TestKey... keys) {
        published = TestKey.published(keys).getBytes(UTF_8);
    }

    /** How often the key was asked for. */
    public int fetches() {
        return fetches.get();
    }

    /** Whether the key, and what was revoked, are refused from now on. */
    public void goDown(boolean refused) {
        down = refused;
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
