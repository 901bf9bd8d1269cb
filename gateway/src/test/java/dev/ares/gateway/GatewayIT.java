package dev.ares.gateway;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

import com.alibaba.nacos.api.NacosFactory;
import com.alibaba.nacos.api.naming.NamingService;
import io.micrometer.core.instrument.MeterRegistry;
import org.assertj.core.api.AbstractStringAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.util.unit.DataSize;

import dev.ares.test.identity.ForgedTokens;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

@ExtendWith(OutputCaptureExtension.class)
class GatewayIT extends RunningGateway {

    @Autowired
    private MeterRegistry metrics;

    @Value("${server.netty.max-initial-line-length}")
    private DataSize requestLine;

    @Value("${server.max-http-request-header-size}")
    private DataSize headers;

    @ParameterizedTest
    @CsvSource({
        "GET, /api/products, inventory-service",
        "GET, /api/products/ares-mug, inventory-service",
        "GET, /api/products?limit=5&cursor=a%2Fb, inventory-service",
        "POST, /api/admin/products/ares-mug/restock, inventory-service",
        "POST, /api/orders, order-service",
        "GET, /api/orders/o-1, order-service",
        "DELETE, /api/orders/o-1, order-service",
        "POST, /api/orders/o-1/refunds, order-service",
        "GET, /api/admin/sagas?status=PARKED, order-service",
        "GET, /api/admin/messages/order-service?status=failed, order-service",
        "POST, /api/admin/messages/inventory-service/m-1/redrive, inventory-service",
    })
    void eachPathGoesToItsServiceUnchanged(String method, String path, String service) {
        HttpResponse<String> answer = awaitAnswer(request(path, "admin").method(method, BodyPublishers.noBody()));

        assertThat(answer.body()).startsWith(service + "\n" + method + " " + path + "\n");
        assertThat(answer.headers().firstValue("X-Ares-Route")).contains(service);
    }

    @Test
    void productsArePublic() {
        assertThat(awaitAnswer(request("/api/products")).statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/orders", "/api/admin/products", "/internal/customers/u-1", "/api/users/me", "/x"})
    void everythingElseNeedsAToken(String path) {
        assertProblem(send(request(path)), 401, "unauthorized");
        assertProblem(send(request(path).header("Authorization", "Bearer nonsense")), 401, "unauthorized");
        String expired = ISSUER.expiredToken("u-1", "admin");
        assertProblem(send(request(path).header("Authorization", "Bearer " + expired)), 401, "unauthorized");
    }

    @Test
    void aTokenThatIsCalledBackIsRefusedAndAnotherSessionGoesOn() {
        String ended = ISSUER.tokenOfSession("ended", "u-1", "customer");
        String other = ISSUER.tokenOfSession("other", "u-1", "customer");
        assertThat(awaitAnswer(withToken(ended)).statusCode()).isEqualTo(200);

        ISSUER.revoke("ended");

        await().atMost(Duration.ofSeconds(5)).until(() -> send(withToken(ended)).statusCode() == 401);
        assertProblem(send(withToken(ended)), 401, "unauthorized");
        assertThat(send(withToken(other)).statusCode()).isEqualTo(200);
    }

    private HttpRequest.Builder withToken(String token) {
        return request("/api/orders").header("Authorization", "Bearer " + token);
    }

    @Test
    void whatIsInternalStaysSoForEveryone() {
        assertProblem(send(request("/internal/revocations", "admin")), 401, "unauthorized");
        assertProblem(send(request("/internal/customers/u-1", "admin")), 401, "unauthorized");
        String oneOfUs = Catalogue.serviceToken();
        assertProblem(
                send(request("/internal/profile").header("Authorization", "Bearer " + oneOfUs)), 401, "unauthorized");
    }

    @Test
    void aTokenThatIsWrongInOneThingReachesNobody() {
        Instant now = Clock.systemUTC().instant();
        String genuine = ForgedTokens.genuine(ISSUER.key(), now);
        awaitAnswer(request("/api/orders", "customer"));

        assertThat(send(request("/api/orders").header("Authorization", "Bearer " + genuine))
                        .statusCode())
                .isEqualTo(200);
        ForgedTokens.of(ISSUER.key(), now).forEach((wrong, token) -> assertThat(
                        send(request("/api/orders").header("Authorization", "Bearer " + token))
                                .statusCode())
                .as(wrong)
                .isEqualTo(401));
    }

    @Test
    void customersDoNotReachAdministration() {
        assertProblem(send(request("/api/admin/products", "customer")), 403, "forbidden");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/nothing", "/api", "/api/webhooks/other", "/actuator", "/ares.inventory.v1.Catalogue/Quote"})
    void whatIsNotRoutedIsNotThere(String path) {
        assertProblem(send(request(path, "admin")), 404, "not-found");
    }

    @Test
    void aServiceWithoutInstanceIsUnavailable() {
        HttpResponse<String> answer = send(request("/api/users/me", "customer"));

        assertProblem(answer, 503, "unavailable");
        assertThat(answer.headers().firstValue("Retry-After")).contains("1");
    }

    @Test
    void aSlowAnswerIsATimeout() {
        awaitAnswer(request("/api/orders", "customer"));
        assertProblem(send(request("/api/orders/slow", "customer")), 504, "gateway-timeout");
    }

    @Test
    void anAnswerThatBreaksOffIsUnavailable() {
        awaitAnswer(request("/api/orders", "customer"));
        assertProblem(send(request("/api/orders/broken", "customer")), 503, "unavailable");
    }

    @Test
    void aServiceKilledAtWorkIsUnavailable() throws Exception {
        try (ServerSocket service = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            Thread killed = new Thread(() -> resetEveryConnection(service));
            killed.start();
            NamingService client = NacosFactory.createNamingService(REGISTRY);
            client.registerInstance("payment-service", "127.0.0.1", service.getLocalPort());
            await().atMost(Duration.ofSeconds(10))
                    .until(() ->
                            registry.selectInstances("payment-service", true).size() == 1);

            HttpResponse<String> answer = send(request("/api/webhooks/stripe").POST(BodyPublishers.ofString("{}")));

            assertProblem(answer, 503, "unavailable");
            client.deregisterInstance("payment-service", "127.0.0.1", service.getLocalPort());
            client.shutDown();
        }
    }

    /** As the kernel does for a process that was killed. */
    private static void resetEveryConnection(ServerSocket service) {
        while (!service.isClosed()) {
            try (Socket connection = service.accept()) {
                connection.setSoLinger(true, 0);
                int first = connection.getInputStream().read();
                assertThat(first).isPositive();
            } catch (IOException closed) {
                return;
            }
        }
    }

    @Test
    void eventsMayTakeTheirTime() {
        awaitAnswer(request("/api/orders", "customer"));
        HttpResponse<String> events = send(request("/api/orders/o-1/events", "customer"));

        assertThat(events.headers().firstValue("Content-Type")).contains("text/event-stream");
        assertThat(events.headers().map()).containsKeys("x-request-id", "traceparent");
        assertThat(events.body()).contains("id: 1", "id: 2", "id: 3");
    }

    @Test
    void aCrashedInstanceIsPassedOver() {
        try (Backend one = Backend.start("payment-service", REGISTRY)) {
            awaitAnswer(request("/api/webhooks/stripe").POST(BodyPublishers.noBody()));
            Backend other = Backend.start("payment-service", REGISTRY);
            other.crash();
            double before = repeatedAfterRefusal();

            await("the crashed one was chosen, and the other one asked")
                    .atMost(Duration.ofSeconds(10))
                    .until(() -> {
                        assertThat(send(request("/api/webhooks/stripe", "customer"))
                                        .statusCode())
                                .isEqualTo(200);
                        return repeatedAfterRefusal() > before;
                    });
            other.close();
        }
    }

    private double repeatedAfterRefusal() {
        return metrics.counter("ares.gateway.repeated", "after", "refused").count();
    }

    @Test
    void aRequestHasAnIdThatServiceCallerAndLogLearn(CapturedOutput output) {
        HttpResponse<String> named = awaitAnswer(request("/api/products").header("X-Request-Id", "mine-1"));
        assertThat(named.headers().allValues("X-Request-Id")).containsExactly("mine-1");
        assertThat(named.body()).containsIgnoringCase("x-request-id: mine-1\n");

        HttpResponse<String> unfit = awaitAnswer(request("/api/products").header("X-Request-Id", "a b\"c"));
        assertThat(unfit.headers().firstValue("X-Request-Id")).get().asString().matches("[0-9a-f-]{36}");

        HttpResponse<String> refused = send(request("/api/orders").header("X-Request-Id", "mine-2"));
        assertThat(refused.headers().allValues("X-Request-Id")).containsExactly("mine-2");
        send(request("/api/users/me", "customer").header("X-Request-Id", "mine-3"));
        assertThat(output.getOut().lines().filter(line -> line.contains("\"requestId\":\"mine-3\"")))
                .singleElement()
                .asString()
                .contains("GET /api/users/me not possible for the moment", "\"traceId\":");
    }

    @Test
    void theTraceOfTheCallerGoesOn() {
        String traceId = "0af7651916cd43dd8448eb211c80319c";
        HttpResponse<String> answer =
                awaitAnswer(request("/api/products").header("traceparent", "00-" + traceId + "-b7ad6b7169203331-01"));

        assertThat(answer.body()).containsIgnoringCase("traceparent: 00-" + traceId);
    }

    @Test
    void claimsOfProxiesEndHere() {
        HttpResponse<String> answer = awaitAnswer(request("/api/products")
                .header("X-Forwarded-For", "10.0.0.1")
                .header("Forwarded", "for=10.0.0.1")
                .header("X-Real-IP", "10.0.0.1")
                .header("X-Ares-Route", "trusted")
                .header("X-Ares-Client-Address", "10.0.0.1")
                .header("X-Ares-Service-Token", "forged")
                .header("TE", "trailers"));

        assertThat(answer.body())
                .doesNotContain("10.0.0.1", "trusted", "forged", "trailers")
                .containsIgnoringCase("host: 127.0.0.1:" + products.port())
                .doesNotContainIgnoringCase("X-Ares-Service-Token")
                .containsIgnoringCase("X-Ares-Client-Address: 127.0.0.1\n");
    }

    @Test
    void whoWouldSwitchToWebSocketIsAnsweredByTheServiceAsAnybody() throws IOException {
        awaitAnswer(request("/api/products"));
        assertThat(raw("GET /api/products HTTP/1.1\r\nHost: a\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
                        + "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n"))
                .startsWith("HTTP/1.1 200")
                .containsIgnoringCase("X-Ares-Route: inventory-service\r\n");
    }

    @Test
    void userServiceIsShownWhoseWordTheAddressIs() {
        try (Backend users = Backend.start("user-service", REGISTRY)) {
            HttpResponse<String> answer = awaitAnswer(request("/api/auth/token")
                    .header("X-Ares-Service-Token", "forged")
                    .POST(BodyPublishers.noBody()));

            assertThat(answer.body())
                    .containsIgnoringCase("host: 127.0.0.1:" + users.port())
                    .containsIgnoringCase("X-Ares-Client-Address: 127.0.0.1\n")
                    .containsPattern("(?i)X-Ares-Service-Token: [^.\\s]+\\.[^.\\s]+\\.[^.\\s]+\n")
                    .doesNotContain("forged");
        }
    }

    @Test
    void aBodyTooLargeIsRefusedWithOrWithoutItsLength() {
        awaitAnswer(request("/api/orders", "customer"));
        byte[] large = new byte[300 * 1024];
        var announced = BodyPublishers.ofByteArray(large);
        var unannounced = BodyPublishers.fromPublisher(BodyPublishers.ofByteArray(large));
        for (var body : List.of(announced, unannounced)) {
            // Who is refused while still sending may find the connection closed before the answer: then it asks again.
            await().atMost(Duration.ofSeconds(10))
                    .untilAsserted(() -> assertProblem(
                            send(request("/api/orders", "customer").POST(body)), 413, "content-too-large"));
        }
    }

    @Test
    void aBodyThatFitsPasses() {
        byte[] body = new byte[200 * 1024];
        assertThat(awaitAnswer(request("/api/orders", "customer").POST(BodyPublishers.ofByteArray(body)))
                        .body())
                .contains("body: " + body.length);
        var unannounced = BodyPublishers.fromPublisher(BodyPublishers.ofByteArray(body));
        assertThat(send(request("/api/orders", "customer").POST(unannounced)).body())
                .contains("body: " + body.length);
    }

    @Test
    void whatIsNoHttpIsRefusedInTheSameForm() throws IOException {
        assertRawProblem("GET /api/products HTTP/1.1\r\nHost: a\r\nX: " + "x".repeat(10_000) + "\r\n\r\n", 431)
                .contains("at most " + headers.toKilobytes() + " KiB in all");
        assertRawProblem("GET /api/products?" + "x".repeat(5000) + " HTTP/1.1\r\nHost: a\r\n\r\n", 414)
                .contains("at most " + requestLine.toKilobytes() + " KiB");
        assertRawProblem("GET /api/products?a=%zz HTTP/1.1\r\nHost: a\r\n\r\n", 400);
        assertRawProblem("GET /api/pro{ducts HTTP/1.1\r\nHost: a\r\n\r\n", 400);
        assertRawProblem("GET /api/products/..%2f..%2finternal HTTP/1.1\r\nHost: a\r\n\r\n", 400);
        assertRawProblem("NONSENSE\r\n\r\n", 400);
        assertRawProblem("GET /api/products HTTP/1.1\r\nHost: a\r\nBad Header: x\r\n\r\n", 400);
    }

    private AbstractStringAssert<?> assertRawProblem(String request, int status) throws IOException {
        return assertThat(raw(request))
                .startsWith("HTTP/1.1 " + status)
                .contains("application/problem+json", "\"status\":" + status);
    }

    /** With reactor-netty before 1.3.8 the connection was deaf after these two, and the third got no answer. */
    @Test
    @SuppressWarnings("AddressSelection") // the loopback address has one form here
    void aConnectionIsReadOnAfterARequestThatWaitedAndWasAnsweredAtOnce() throws IOException {
        String waits = "GET /api/products/sluggish HTTP/1.1\r\nHost: a\r\n\r\n";
        String refusedAtOnce = "GET /api/orders HTTP/1.1\r\nHost: a\r\n\r\n";
        try (Socket socket = new Socket("127.0.0.1", port)) {
            socket.setSoTimeout(5000);
            socket.getOutputStream().write((waits + refusedAtOnce).getBytes(StandardCharsets.US_ASCII));
            readAnswers(socket, 2);
            socket.getOutputStream().write(refusedAtOnce.getBytes(StandardCharsets.US_ASCII));
            assertThat(readAnswers(socket, 1)).startsWith("HTTP/1.1 401");
        }
    }
}
