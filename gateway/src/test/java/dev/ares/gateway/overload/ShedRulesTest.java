package dev.ares.gateway.overload;

import java.time.Duration;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.http.HttpMethod;
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
    void aNewOrderMayAskToWait() {
        assertThat(asksToWait("POST", "/api/orders", "wait=1")).isTrue();
        assertThat(asksToWait("POST", "/api/orders", "respond-async, Wait = 20"))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"wait", "wait=0", "wait=soon", "wait=-1", "await=5", "x; wait=5", "wait=5; x"})
    void butNotByWordsThatTheServiceDoesNotHonour(String prefer) {
        assertThat(asksToWait("POST", "/api/orders", prefer)).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"GET, /api/orders/o-1", "GET, /api/orders", "POST, /api/orders/o-1/cancel", "GET, /api/products"})
    void theHeaderMakesNothingElseAWait(String method, String path) {
        assertThat(asksToWait(method, path, "wait=20")).isFalse();
    }

    @Test
    void whatIsListedWaitsAnyway() {
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

    private boolean asksToWait(String method, String path, String prefer) {
        return rules.asksToWait(MockServerHttpRequest.method(HttpMethod.valueOf(method), path)
                .header("Prefer", prefer)
                .build());
    }
}
