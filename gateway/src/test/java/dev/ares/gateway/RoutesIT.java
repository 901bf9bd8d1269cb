package dev.ares.gateway;

import java.net.http.HttpResponse;
import java.time.Duration;

import com.alibaba.nacos.api.NacosFactory;
import com.alibaba.nacos.api.config.ConfigService;
import com.alibaba.nacos.api.exception.NacosException;
import io.micrometer.core.instrument.MeterRegistry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Routes that are pushed while the gateway runs. */
@ExtendWith(OutputCaptureExtension.class)
class RoutesIT extends RunningGateway {

    private static final String DOCUMENT = "ares.gateway.routes";
    private static final String MOVED = """
            table:
              - { id: moved, service: inventory-service, paths: ["/api/shelf/**", "/api/orders/a*"] }
              - { id: order-service, service: order-service, paths: ["/api/orders/**"] }
            """;
    private static final String IMPATIENT = """
            table:
              - { id: inventory-service, service: inventory-service, paths: ["/api/products/**"], timeout: 200ms }
            """;

    @Autowired
    private MeterRegistry metrics;

    private ConfigService nacos;

    @BeforeEach
    void connect() throws NacosException {
        nacos = NacosFactory.createConfigService(REGISTRY);
        awaitAnswer(request("/api/products"));
        awaitAnswer(request("/api/orders", "admin"));
    }

    @AfterEach
    void restore() throws NacosException {
        nacos.removeConfig(DOCUMENT, "gateway");
        awaitStatus("/api/products", 200);
        nacos.shutDown();
    }

    @Test
    void aPushedTableTakesTheOldOnesPlaceAsAWhole() throws NacosException {
        assertThat(send(request("/api/shelf/mug", "admin")).statusCode()).isEqualTo(404);

        publish(MOVED);

        awaitStatus("/api/shelf/mug", 200);
        HttpResponse<String> moved = send(request("/api/orders/abc", "customer"));
        assertThat(moved.headers().firstValue("X-Ares-Route")).contains("moved");
        assertThat(moved.body()).startsWith("inventory-service\nGET /api/orders/abc\n");
        assertThat(send(request("/api/orders/o-1", "customer")).body()).startsWith("order-service\n");
        awaitStatus("/api/products", 404);
    }

    @Test
    void aRouteMayAllowLessTimeForAnAnswer() throws NacosException {
        assertThat(send(request("/api/products/late")).statusCode()).isEqualTo(200);

        publish(IMPATIENT);

        awaitStatus("/api/products/late", 504);
        assertProblem(send(request("/api/products/late")), 504, "gateway-timeout");
        awaitStatus("/api/products", 200);

        nacos.removeConfig(DOCUMENT, "gateway");
        awaitStatus("/api/products/late", 200);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/internal/**      | order-service | paths of bad: /internal/** (expected: a path pattern below /api/",
                "/**               | order-service | paths of bad: /** (expected: a path pattern below /api/",
                "/api/x/**         | gateway       | service of bad: gateway (expected: the name of a service",
                "/api/x/{          | order-service | paths of bad: /api/x/{ (expected: a path pattern below /api/"
            })
    void aWrongOneIsRefusedWithTheReasonAndTheOldOnesStay(
            String path, String service, String reason, CapturedOutput output) throws NacosException {
        double refused = refusedPushes();

        publish("table: [{ id: bad, service: %s, paths: [\"%s\"] }]".formatted(service, path));

        await().atMost(Duration.ofSeconds(10)).until(() -> refusedPushes() == refused + 1);
        assertThat(output.getOut()).contains(reason);
        assertThat(send(request("/api/products")).statusCode()).isEqualTo(200);
        assertProblem(send(request("/internal/customers/u-1", "admin")), 401, "unauthorized");
    }

    private void publish(String document) throws NacosException {
        assertThat(nacos.publishConfig(DOCUMENT, "gateway", document, "yaml")).isTrue();
    }

    /** Two seconds are promised, which PushesIT holds; a machine may stall. */
    private void awaitStatus(String path, int status) {
        await().pollInterval(Duration.ofMillis(50))
                .atMost(Duration.ofSeconds(10))
                .until(() -> send(request(path, "admin")).statusCode() == status);
    }

    private double refusedPushes() {
        return metrics.counter("ares.settings.pushes", "settings", DOCUMENT, "outcome", "refused")
                .count();
    }
}
