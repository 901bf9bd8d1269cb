package dev.ares.gateway;

import java.net.http.HttpResponse;
import java.time.Duration;

import com.alibaba.nacos.api.NacosFactory;
import com.alibaba.nacos.api.config.ConfigService;
import com.alibaba.nacos.api.exception.NacosException;
import io.micrometer.core.instrument.MeterRegistry;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** A route on which nobody answers any more. */
class CircuitIT extends RunningGateway {

    private static final String DOCUMENT = "ares.gateway.circuits";
    private static final String QUICK =
            "routes: { user-service: { minimum-calls: 3, open-for: 2s, probes: 1, window: 60s } }";

    @Autowired
    private MeterRegistry metrics;

    @Test
    void isGivenUpForAMomentAndTakenUpAgain() throws NacosException {
        ConfigService nacos = NacosFactory.createConfigService(REGISTRY);
        try (Doomed users = Doomed.start("user-service", REGISTRY)) {
            awaitAnswer(request("/api/users/me", "customer"));
            assertThat(nacos.publishConfig(DOCUMENT, "gateway", QUICK, "yaml")).isTrue();
            users.become(Doomed.Manner.RESETS);

            await().atMost(Duration.ofSeconds(10)).until(() -> {
                send(request("/api/users/me", "customer"));
                return isOpen();
            });
            int asked = users.requests();
            HttpResponse<String> answer = send(request("/api/users/me", "customer"));

            assertProblem(answer, 503, "unavailable");
            assertThat(answer.headers().firstValue("Retry-After")).contains("2");
            assertThat(users.requests()).isEqualTo(asked);

            users.become(Doomed.Manner.ANSWERS);
            assertThat(awaitAnswer(request("/api/users/me", "customer")).body()).isEqualTo("doomed");
        } finally {
            nacos.removeConfig(DOCUMENT, "gateway");
            nacos.shutDown();
        }
    }

    private boolean isOpen() {
        return metrics.get("resilience4j.circuitbreaker.state")
                        .tags("name", "user-service", "state", "open")
                        .gauge()
                        .value()
                == 1;
    }
}
