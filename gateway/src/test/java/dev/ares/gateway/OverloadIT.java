package dev.ares.gateway;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;

import com.alibaba.nacos.api.NacosFactory;
import com.alibaba.nacos.api.PropertyKeyConst;
import com.alibaba.nacos.api.config.ConfigService;
import com.alibaba.nacos.api.exception.NacosException;
import io.micrometer.core.instrument.MeterRegistry;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;

import dev.ares.local.teststack.TestServer;
import dev.ares.test.infrastructure.Infrastructure;
import dev.ares.test.infrastructure.LocalInfrastructure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** A service that takes longer than the target, asked by many at once. */
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT)
@LocalInfrastructure(servers = TestServer.NACOS, isolated = true)
class OverloadIT {

    private static final HttpClient CLIENT =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private static final String IMPATIENT = """
            target: 40ms
            patience: 300ms
            recovery: 3s
            floor: 2
            samples: 5
            critical: ["/healthz/**", "POST /api/webhooks/**"]
            """;

    @LocalServerPort
    private int port;

    @Autowired
    private MeterRegistry metrics;

    @Test
    void shedsWhatMattersLeastSaysSoAndRecoversByItself(Infrastructure infrastructure) throws Exception {
        Properties address = new Properties();
        address.setProperty(PropertyKeyConst.SERVER_ADDR, infrastructure.nacos());
        address.setProperty(PropertyKeyConst.NAMESPACE, infrastructure.suffix());
        ConfigService nacos = NacosFactory.createConfigService(address);
        try (Backend products = Backend.start("inventory-service", address)) {
            await().atMost(Duration.ofSeconds(10))
                    .until(() -> send("GET", "/api/products").statusCode() == 200);
            assertThat(products.port()).isPositive();
            burst();
            assertThat(shedding()).isFalse();

            publish(nacos, "target: 0s");
            publish(nacos, IMPATIENT);
            HttpResponse<String> shed = await().atMost(Duration.ofSeconds(10))
                    .until(OverloadIT.this::aShedOneOfABurst, answer -> answer.statusCode() == 503);

            assertThat(shed.body()).contains("\"type\":\"https://ares.dev/problems/overloaded\"", "\"traceId\"");
            assertThat(shed.headers().firstValue("Content-Type")).contains("application/problem+json");
            assertThat(shed.headers().firstValue("Retry-After")).contains("2");
            assertThat(shedding()).isTrue();
            assertThat(send("GET", "/healthz/readiness").statusCode()).isEqualTo(200);
            assertThat(send("POST", "/api/webhooks/stripe").body()).contains("problems/unavailable");

            await().atMost(Duration.ofSeconds(20)).until(() -> !shedding());
            assertThat(send("GET", "/api/products").statusCode()).isEqualTo(200);
            assertThat(metrics.get("ares.gateway.in.flight").gauge().value()).isZero();
            assertThat(metrics.counter("ares.gateway.admissions", "priority", "browsing", "outcome", "shed")
                            .count())
                    .isPositive();
        } finally {
            nacos.shutDown();
        }
    }

    private static void publish(ConfigService nacos, String document) throws NacosException {
        assertThat(nacos.publishConfig("ares.gateway.overload", "gateway", document, "yaml"))
                .isTrue();
    }

    private boolean shedding() {
        return metrics.get("ares.gateway.shedding").gauge().value() == 1;
    }

    private HttpResponse<String> aShedOneOfABurst() {
        List<HttpResponse<String>> answers = burst();
        return answers.stream()
                .filter(answer -> answer.statusCode() == 503)
                .findFirst()
                .orElse(answers.get(0));
    }

    private List<HttpResponse<String>> burst() {
        List<CompletableFuture<HttpResponse<String>>> asked = IntStream.range(0, 20)
                .mapToObj(i -> CLIENT.sendAsync(request("GET", "/api/products/sluggish"), BodyHandlers.ofString()))
                .toList();
        return asked.stream().map(CompletableFuture::join).toList();
    }

    private HttpResponse<String> send(String method, String path) {
        try {
            return CLIENT.send(request(method, path), BodyHandlers.ofString());
        } catch (IOException e) {
            throw new AssertionError("No answer", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("Interrupted", e);
        }
    }

    private HttpRequest request(String method, String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .timeout(Duration.ofSeconds(20))
                .method(method, HttpRequest.BodyPublishers.noBody())
                .build();
    }
}
