package dev.ares.gateway;

import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;

import com.alibaba.nacos.api.NacosFactory;
import com.alibaba.nacos.api.config.ConfigService;
import com.alibaba.nacos.api.exception.NacosException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** What browsers are told. */
class BrowserIT extends RunningGateway {

    private static final String DOCUMENT = "ares.gateway.cross-origin";
    private static final Map<String, String> HEADERS = Map.of(
            "X-Content-Type-Options", "nosniff",
            "X-Frame-Options", "DENY",
            "Referrer-Policy", "no-referrer",
            "Cross-Origin-Resource-Policy", "same-origin",
            "Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'");

    private ConfigService nacos;

    @BeforeEach
    void connect() throws NacosException {
        nacos = NacosFactory.createConfigService(REGISTRY);
    }

    @AfterEach
    void close() throws NacosException {
        nacos.removeConfig(DOCUMENT, "gateway");
        awaitAnswerToShop(403);
        nacos.shutDown();
    }

    @Test
    void everyAnswerCarriesTheSecurityHeadersOnce() {
        for (HttpRequest.Builder request : List.of(
                request("/api/products"),
                request("/healthz"),
                request("/api/orders"),
                request("/nothing", "admin"),
                request("/api/admin/products", "customer"),
                request("/api/users/me", "customer"),
                request("/api/products/a%3Bb").method("TRACK", BodyPublishers.noBody()))) {
            HttpResponse<String> answer = send(request);
            HEADERS.forEach((name, value) -> assertThat(answer.headers().allValues(name))
                    .as("%s of %s", name, answer)
                    .containsExactly(value));
            assertThat(answer.headers().allValues("Cache-Control")).hasSize(1);
            assertThat(answer.headers().map()).doesNotContainKeys("server", "strict-transport-security");
        }
    }

    @Test
    void soDoesWhatIsRefusedBeforeItIsARequest() throws IOException {
        for (String nonsense : List.of("NONSENSE\r\n\r\n", "HEAD /api/pro{ducts HTTP/1.1\r\nHost: a\r\n\r\n")) {
            String answer = raw(nonsense);
            assertThat(answer).startsWith("HTTP/1.1 400");
            HEADERS.forEach((name, value) ->
                    assertThat(answer).as(nonsense).containsIgnoringCase(name + ": " + value + "\r\n"));
        }
    }

    @Test
    void pagesOfOtherOriginsAreToldNothingUnlessOneIsAllowed() {
        HttpResponse<String> answer = awaitAnswer(request("/api/products").header("Origin", "https://eve.example"));
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().map().keySet()).noneMatch(name -> name.startsWith("access-control-"));
        assertProblem(ask("https://eve.example", "GET"), 403, "origin-not-allowed");
        assertProblem(ask("http://127.0.0.1:99999999999", "GET"), 403, "origin-not-allowed");
    }

    @Test
    void anOriginThatIsAllowedWhileTheGatewayRunsMayCallAndNoOther() throws NacosException, IOException {
        nacos.publishConfig(DOCUMENT, "gateway", "allowed-origins: [https://shop.example]", "yaml");
        awaitAnswerToShop(200);

        HttpResponse<String> question = ask("https://shop.example", "POST");
        assertThat(question.headers().firstValue("Access-Control-Allow-Origin")).contains("https://shop.example");
        assertThat(question.headers().firstValue("Access-Control-Allow-Headers"))
                .contains("Idempotency-Key");
        assertThat(question.headers().firstValue("Access-Control-Max-Age")).contains("600");
        assertThat(question.headers().firstValue("Access-Control-Allow-Credentials"))
                .isEmpty();
        HttpResponse<String> refused = send(request("/api/orders").header("Origin", "https://shop.example"));
        assertProblem(refused, 401, "unauthorized");
        assertThat(refused.headers().firstValue("Access-Control-Allow-Origin")).contains("https://shop.example");
        assertThat(refused.headers().firstValue("Access-Control-Expose-Headers"))
                .get()
                .asString()
                .contains("Retry-After");

        // So that its page can read why, also of what is refused before anything else is looked at.
        assertThat(raw("POST /api/orders HTTP/1.1\r\nHost: a\r\nOrigin: https://shop.example\r\n"
                        + "Content-Length: 300000\r\nConnection: close\r\n\r\n"))
                .startsWith("HTTP/1.1 413")
                .containsIgnoringCase("Access-Control-Allow-Origin: https://shop.example\r\n");

        assertProblem(ask("https://eve.example", "POST"), 403, "origin-not-allowed");
        assertProblem(ask("https://shop.example", "TRACE"), 403, "origin-not-allowed");
        assertProblem(
                send(request("/api/products").header("Origin", "https://eve.example")), 403, "origin-not-allowed");
        assertThat(awaitAnswer(request("/api/products")).statusCode()).isEqualTo(200);
    }

    /** Behind a proxy that ends TLS the shop's own pages come from https and arrive over http. */
    @Test
    void theShopsOwnPagesMayCallWhoeverElseMay() throws NacosException {
        nacos.publishConfig(DOCUMENT, "gateway", "allowed-origins: [https://shop.example]", "yaml");
        awaitAnswerToShop(200);

        HttpRequest.Builder own = request("/api/products");
        String host = own.build().uri().getAuthority();
        assertThat(send(own.header("Origin", "https://" + host)).statusCode()).isEqualTo(200);
        assertProblem(
                send(request("/api/products").header("Origin", "https://eve." + host)), 403, "origin-not-allowed");
        assertProblem(
                send(request("/api/products").header("Origin", "http://127.0.0.1:{port}")), 403, "origin-not-allowed");
    }

    private void awaitAnswerToShop(int status) {
        await().atMost(Duration.ofSeconds(10))
                .until(() -> ask("https://shop.example", "POST").statusCode() == status);
    }

    /** A browser's question before the call. */
    private HttpResponse<String> ask(String origin, String method) {
        return send(request("/api/orders")
                .method("OPTIONS", BodyPublishers.noBody())
                .header("Origin", origin)
                .header("Access-Control-Request-Method", method)
                .header("Access-Control-Request-Headers", "Idempotency-Key"));
    }
}
