package dev.ares.gateway.overload;

import java.time.Duration;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.springframework.mock.http.server.reactive.MockServerHttpRequest;

import dev.ares.traffic.limit.Priority;

import static org.assertj.core.api.Assertions.assertThat;

class ShedRulesTest {

    private final ShedRules rules = ShedRules.of(new ShedSettings(
            true,
            Duration.ofSeconds(1),
            Duration.ofSeconds(3),
            Duration.ofSeconds(3),
            32,
            1000,
            800,
            20,
            0.8,
            Duration.ofSeconds(2),
            List.of("GET /healthz"),
            List.of("POST /api/orders", "GET /api/orders/*"),
            List.of("/api/orders/*/events")));

    @Test
    void whatIsListedWaits() {
        assertThat(rules.waits(
                        MockServerHttpRequest.get("/api/orders/o-1/events").build()))
                .isTrue();
    }

    @Test
    void theFirstListThatNamesARequestDecidesItsPriority() {
        assertThat(priority("/healthz")).isEqualTo(Priority.CRITICAL);
        assertThat(priority("/api/orders/o-1")).isEqualTo(Priority.CHECKOUT);
        assertThat(priority("/healthz/anything")).isEqualTo(Priority.BROWSING);
    }

    @Test
    void whatIsSaidOfGetHoldsForHeadAndNoOther() {
        assertThat(rules.priority(MockServerHttpRequest.head("/healthz").build()))
                .isEqualTo(Priority.CRITICAL);
        assertThat(rules.priority(MockServerHttpRequest.post("/healthz").build()))
                .isEqualTo(Priority.BROWSING);
    }

    private Priority priority(String path) {
        return rules.priority(MockServerHttpRequest.get(path).build());
    }
}
