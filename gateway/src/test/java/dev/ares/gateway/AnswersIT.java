package dev.ares.gateway;

import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;

import com.alibaba.nacos.api.NacosFactory;
import com.alibaba.nacos.api.config.ConfigService;
import com.alibaba.nacos.api.exception.NacosException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** By whatever way an answer comes, it names its request and its trace. */
class AnswersIT extends RunningGateway {

    private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";
    private static final String CALLERS = "00-" + TRACE + "-b7ad6b7169203331-01";
    private static final String LIMITS = "ares.gateway.limits";
    private static final String ONE_PER_HOUR = """
            rules:
              - name: once
                endpoints: ["/api/products/once"]
                per-address: { requests: 1, per: 1h }
            """;

    @ParameterizedTest
    @CsvSource({
        "200, GET, /api/products, admin",
        "200, HEAD, /healthz, admin",
        "401, GET, /api/orders,",
        "403, GET, /api/admin/products, customer",
        "404, GET, /nothing, admin",
        "400, TRACK, /api/products/a%3Bb, admin",
        "503, GET, /api/users/me, customer",
    })
    void namesThem(int status, String method, String path, String role) {
        HttpRequest.Builder request = role == null ? request(path) : request(path, role);
        if (status == 200) {
            awaitAnswer(request("/api/products"));
        }
        assertNamed(request.method(method, BodyPublishers.noBody()), status);
    }

    @Test
    void namesThemWhereABodyIsTooLarge() {
        byte[] large = new byte[300 * 1024];
        // Who is refused while still sending may find the connection closed before the answer: then it asks again.
        await().atMost(Duration.ofSeconds(10))
                .untilAsserted(() ->
                        assertNamed(request("/api/orders", "customer").POST(BodyPublishers.ofByteArray(large)), 413));
    }

    @Test
    void namesThemBeyondTheAllowance() throws NacosException {
        awaitAnswer(request("/api/products"));
        ConfigService nacos = NacosFactory.createConfigService(REGISTRY);
        nacos.publishConfig(LIMITS, "gateway", ONE_PER_HOUR, "yaml");
        try {
            await().atMost(Duration.ofSeconds(10))
                    .until(() -> send(request("/api/products/once")).statusCode() == 429);
            assertNamed(request("/api/products/once"), 429);
        } finally {
            nacos.removeConfig(LIMITS, "gateway");
            await().atMost(Duration.ofSeconds(10))
                    .until(() -> send(request("/api/products/once")).statusCode() != 429);
            nacos.shutDown();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"NONSENSE\r\n\r\n", "GET /api/products HTTP/1.1\r\nHost: a\r\nBad Header: x\r\n\r\n"})
    void namesThemForWhatIsNoRequest(String bytes) throws IOException {
        assertThat(raw(bytes))
                .startsWith("HTTP/1.1 400")
                .containsPattern("(?i)x-request-id: [0-9a-f-]{36}\r\n")
                .containsPattern("(?i)traceparent: 00-([0-9a-f]{32})-[0-9a-f]{16}-00\r\n(?s:.*)\"traceId\":\"\\1\"");
    }

    /** The second is refused by the server itself; it comes while the first waits for its answer. */
    @Test
    @SuppressWarnings("AddressSelection") // the loopback address has one form here
    void namesEachOfSeveralOnOneConnection() throws IOException {
        awaitAnswer(request("/api/products"));
        String first = "GET /api/products/sluggish HTTP/1.1\r\nHost: a\r\nX-Request-Id: first\r\n\r\n";
        String second = "GET /api/pro{ducts HTTP/1.1\r\nHost: a\r\nX-Request-Id: second\r\ntraceparent: " + CALLERS
                + "\r\n\r\n";
        try (Socket socket = new Socket("127.0.0.1", port)) {
            socket.setSoTimeout(5000);
            socket.getOutputStream().write((first + second).getBytes(StandardCharsets.US_ASCII));
            String[] answers = readAnswers(socket, 2).split("HTTP/1.1 ", -1);

            assertThat(answers[1]).startsWith("200").containsIgnoringCase("x-request-id: first\r\n");
            assertThat(answers[2])
                    .startsWith("400")
                    .containsIgnoringCase("x-request-id: second\r\n")
                    .contains("traceparent: 00-" + TRACE + "-");
        }
    }

    private static void assertNamed(HttpRequest.Builder request, int status) {
        HttpResponse<String> answer =
                send(request.setHeader("X-Request-Id", "mine-1").setHeader("traceparent", CALLERS));

        assertThat(answer.statusCode()).isEqualTo(status);
        Map.of("X-Request-Id", "mine-1", "traceparent", "00-" + TRACE + "-[0-9a-f]{16}-0[01]")
                .forEach((name, value) -> assertThat(answer.headers().allValues(name))
                        .as("%s of %s", name, answer)
                        .singleElement()
                        .asString()
                        .matches(value));
    }
}
