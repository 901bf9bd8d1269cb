package dev.ares.gateway.limit;

import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Properties;
import java.util.stream.IntStream;

import com.alibaba.nacos.api.NacosFactory;
import com.alibaba.nacos.api.PropertyKeyConst;
import com.alibaba.nacos.api.config.ConfigService;
import com.alibaba.nacos.api.exception.NacosException;
import io.micrometer.core.instrument.MeterRegistry;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.data.redis.core.ReactiveStringRedisTemplate;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

import dev.ares.local.teststack.TestServer;
import dev.ares.settings.LiveSettings;
import dev.ares.test.identity.TokenIssuer;
import dev.ares.test.infrastructure.Infrastructure;
import dev.ares.test.infrastructure.LocalInfrastructure;
import dev.ares.test.network.Cable;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** On a real Redis and a real Nacos. No service stands behind the gateway: whoever is admitted gets 503. */
@SpringBootTest(
        webEnvironment = WebEnvironment.RANDOM_PORT,
        // On a busy machine the first connection takes longer than a request would wait.
        // And as in a pod, where Boot's default would believe what callers say of their address.
        properties = {
            "ares.gateway.limits.redis-patience=5s",
            "spring.data.redis.timeout=5s",
            "spring.data.redis.connect-timeout=5s",
            "spring.main.cloud-platform=kubernetes"
        })
@LocalInfrastructure(servers = {TestServer.NACOS, TestServer.REDIS})
class LimitsIT {

    private static final TokenIssuer ISSUER = TokenIssuer.start();
    private static final HttpClient CLIENT =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    /** Two are promised, which PushesIT holds; a machine may stall. */
    private static final Duration IN_FORCE = Duration.ofSeconds(5);

    private static final String TWO_PER_HOUR = """
        rules:
          - name: %s
            endpoints: ["/api/**"]
            %s: { requests: 2, per: 1h }
        """;

    private static @Nullable Cable cable;
    private static ConfigService nacos;

    @LocalServerPort
    private int port;

    @Autowired
    private LiveSettings<LimitSettings> settings;

    @Autowired
    private ReactiveStringRedisTemplate redis;

    @Autowired
    private MeterRegistry metrics;

    @BeforeAll
    static void start(Infrastructure infrastructure) throws NacosException, IOException {
        Properties address = new Properties();
        address.setProperty(PropertyKeyConst.SERVER_ADDR, infrastructure.nacos());
        address.setProperty(PropertyKeyConst.NAMESPACE, infrastructure.suffix());
        nacos = NacosFactory.createConfigService(address);
        cable = new Cable(infrastructure.redisPort());
    }

    @DynamicPropertySource
    static void addresses(DynamicPropertyRegistry properties) {
        properties.add("ARES_JWKS_URI", ISSUER::jwksUri);
        properties.add("spring.data.redis.port", () -> cable().port());
    }

    @AfterAll
    static void stop() throws NacosException, IOException {
        ISSUER.close();
        nacos.shutDown();
        cable().close();
    }

    private static Cable cable() {
        return Objects.requireNonNull(cable);
    }

    @Test
    void beyondItsAllowanceAnAddressIsToldWhenToComeBack() {
        push(TWO_PER_HOUR.formatted("few", "per-address"));

        HttpResponse<String> first = send(request("/api/products"));
        assertThat(first.statusCode()).isEqualTo(503);
        assertThat(first.headers().firstValue("RateLimit-Policy")).contains("\"few-address\";q=2;w=3600");
        assertThat(first.headers().firstValue("RateLimit")).contains("\"few-address\";r=1;t=1800");
        send(request("/api/orders").header("Authorization", "Bearer guessed"));

        HttpResponse<String> refused = send(request("/api/products"));
        assertThat(refused.statusCode()).isEqualTo(429);
        assertThat(refused.headers().firstValue("Content-Type")).contains("application/problem+json");
        assertThat(refused.body()).contains("\"type\":\"https://ares.dev/problems/too-many-requests\"", "\"traceId\"");
        assertThat(seconds(refused, "Retry-After")).isBetween(1790L, 1800L);
        assertThat(refused.headers().firstValue("RateLimit")).get().asString().startsWith("\"few-address\";r=0;t=3");
        assertThat(redis.keys("ares:limit:few:address:*").collectList().block()).hasSize(1);
    }

    @Test
    void usersHaveAllowancesOfTheirOwn() {
        push(TWO_PER_HOUR.formatted("each", "per-user"));

        assertThat(statuses("u-1", 3)).containsExactly(503, 503, 429);
        assertThat(statuses("u-2", 3)).containsExactly(503, 503, 429);
        assertThat(send(request("/api/products")).headers().firstValue("RateLimit"))
                .isEmpty();
        assertThat(metrics.counter("ares.gateway.limits", "rule", "each", "by", "user", "outcome", "refused")
                        .count())
                .isEqualTo(2);
    }

    @Test
    void aBrowsersQuestionCountsAsAnyRequest() {
        push(TWO_PER_HOUR.formatted("asked", "per-address"));
        List<Integer> statuses = IntStream.range(0, 3)
                .mapToObj(i -> send(request("/api/orders")
                                .method("OPTIONS", BodyPublishers.noBody())
                                .header("Origin", "https://eve.example")
                                .header("Access-Control-Request-Method", "GET"))
                        .statusCode())
                .toList();

        assertThat(statuses).containsExactly(403, 403, 429);
    }

    @Test
    void whatIsOpenForProbesHasAnAllowanceOfItsOwn() {
        push("redis-pause: 2s");

        for (String open : List.of("/healthz", "/healthz/liveness", "/healthz/readiness", "/metrics")) {
            assertThat(send(request(open)).headers().firstValue("RateLimit-Policy"))
                    .as(open)
                    .contains("\"probes-address\";q=200;w=4");
        }
    }

    @Test
    void connectionsBeyondTheAllowanceOfAnAddressAreClosed() throws IOException {
        push("connections: { per-address: 6 }");
        List<Socket> sockets = connected(10);
        await().atMost(IN_FORCE).until(() -> open() <= 6);
        assertThat(answered(sockets)).isBetween(1L, 6L);
        assertThat(refusedConnections("address")).isGreaterThanOrEqualTo(4);

        push("connections: { per-address: 6 }\ntrusted-proxies: [127.0.0.0/8]");
        assertThat(answered(connected(10))).isEqualTo(10);

        push("connections: { per-address: 6, most: 6 }\ntrusted-proxies: [127.0.0.0/8]");
        assertThat(answered(connected(10))).isLessThanOrEqualTo(6);
        assertThat(refusedConnections("all")).isGreaterThanOrEqualTo(4);
    }

    private double open() {
        return metrics.get("ares.gateway.connections").gauge().value();
    }

    private double refusedConnections(String by) {
        return metrics.counter("ares.gateway.connections.refused", "by", by).count();
    }

    @SuppressWarnings("AddressSelection") // the loopback address has one form here
    private List<Socket> connected(int count) throws IOException {
        List<Socket> sockets = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Socket socket = new Socket("127.0.0.1", port);
            socket.setSoTimeout(10_000);
            sockets.add(socket);
        }
        return sockets;
    }

    /** How many get an answer; they are closed then, and the gateway knows. */
    private long answered(List<Socket> sockets) throws IOException {
        long answered = 0;
        for (Socket socket : sockets) {
            try {
                socket.getOutputStream().write("GET /healthz HTTP/1.1\r\nHost: a\r\n\r\n".getBytes(US_ASCII));
                answered += socket.getInputStream().read() == 'H' ? 1 : 0;
            } catch (SocketException closed) {
                assertThat(closed).hasMessageMatching("(?i).*(reset|broken pipe|closed).*");
            }
        }
        double before = open();
        for (Socket socket : sockets) {
            socket.close();
        }
        double left = before - answered;
        await().atMost(IN_FORCE).until(() -> open() <= left);
        return answered;
    }

    @Test
    void aWrongRuleIsRefusedAndTheOldOnesStay() {
        push(TWO_PER_HOUR.formatted("before", "per-address"));
        double refused = refusedPushes();

        publish(TWO_PER_HOUR.formatted("wrong", "per-planet"));
        await().atMost(IN_FORCE).until(() -> refusedPushes() == refused + 1);
        publish(TWO_PER_HOUR.formatted("wrong", "per-address").replace("/api/**", "api/{"));
        await().atMost(IN_FORCE).until(() -> refusedPushes() == refused + 2);
        publish("rules:\nredis-pause: 3s");
        await().atMost(IN_FORCE).until(() -> refusedPushes() == refused + 3);
        publish("rules: []\nredis-pause: 3s");
        await().atMost(IN_FORCE).until(() -> refusedPushes() == refused + 4);

        assertThat(settings.get().rules()).extracting(LimitRule::name).containsExactly("before");
    }

    @Test
    void aForwardedAddressCountsWhereItsProxyIsTrusted() {
        String rules = TWO_PER_HOUR.formatted("proxied", "per-address");
        push(rules);
        assertThat(forwarded("198.51.100.1")).isEqualTo(503);
        assertThat(forwarded("198.51.100.2")).isEqualTo(503);
        assertThat(forwarded("198.51.100.3")).isEqualTo(429);
        assertThat(send(request("/api/products").header("Forwarded", "for=198.51.100.4"))
                        .statusCode())
                .isEqualTo(429);

        push(rules + "trusted-proxies: [127.0.0.0/8]\n");
        assertThat(forwarded("198.51.100.3")).isEqualTo(503);
    }

    @Test
    void withoutRedisTheGatewayCountsByItselfUntilItIsBack() {
        push(TWO_PER_HOUR.formatted("alone", "per-address"));
        assertThat(send(request("/api/products")).statusCode()).isEqualTo(503);
        assertThat(countedInRedis()).isTrue();

        cable().cut();
        assertThat(IntStream.range(0, 4)
                        .mapToObj(i -> send(request("/api/products")).statusCode()))
                .containsExactly(503, 503, 429, 429);
        assertThat(countedInRedis()).isFalse();

        cable().mend();
        await().atMost(Duration.ofSeconds(10)).until(() -> {
            send(request("/api/products"));
            return countedInRedis();
        });
    }

    @Test
    void withoutRedisATokenThatIsCalledBackIsRefusedAllTheSame() {
        push("""
            rules:
              - name: elsewhere
                endpoints: ["/elsewhere"]
                per-address: { requests: 2, per: 1h }
            """);
        String ended = ISSUER.tokenOfSession("ended-without-redis", "u-9", "customer");
        cable().cut();
        try {
            assertThat(status(ended)).as("nobody serves it").isEqualTo(503);

            ISSUER.revoke("ended-without-redis");

            await().atMost(Duration.ofSeconds(5)).until(() -> status(ended) == 401);
        } finally {
            cable().mend();
        }
    }

    private int status(String token) {
        return send(request("/api/orders").header("Authorization", "Bearer " + token))
                .statusCode();
    }

    private boolean countedInRedis() {
        return metrics.get("ares.gateway.limits.shared").gauge().value() == 1;
    }

    /** Returns once the gateway has taken it over. */
    private void push(String document) {
        LimitSettings before = settings.get();
        publish(document);
        await().atMost(IN_FORCE).until(() -> !settings.get().equals(before));
    }

    private static void publish(String document) {
        try {
            assertThat(nacos.publishConfig("ares.gateway.limits", "gateway", document, "yaml"))
                    .isTrue();
        } catch (NacosException unreachable) {
            throw new AssertionError(unreachable);
        }
    }

    private double refusedPushes() {
        return metrics.counter("ares.settings.pushes", "settings", "ares.gateway.limits", "outcome", "refused")
                .count();
    }

    private List<Integer> statuses(String user, int requests) {
        return IntStream.range(0, requests)
                .mapToObj(i -> send(request("/api/orders")
                                .header("Authorization", "Bearer " + ISSUER.token(user, "customer")))
                        .statusCode())
                .toList();
    }

    private int forwarded(String client) {
        return send(request("/api/products").header("X-Forwarded-For", client)).statusCode();
    }

    private static long seconds(HttpResponse<String> answer, String header) {
        return answer.headers().firstValueAsLong(header).orElseThrow();
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .timeout(Duration.ofSeconds(20));
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return CLIENT.send(request.build(), BodyHandlers.ofString());
        } catch (IOException e) {
            throw new AssertionError("No answer", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("Interrupted", e);
        }
    }
}
