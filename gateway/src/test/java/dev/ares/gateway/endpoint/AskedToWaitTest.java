package dev.ares.gateway.endpoint;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.http.HttpMethod;
import org.springframework.mock.http.server.reactive.MockServerHttpRequest;

import static org.assertj.core.api.Assertions.assertThat;

class AskedToWaitTest {

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

    private static boolean asksToWait(String method, String path, String prefer) {
        return AskedToWait.isOne(MockServerHttpRequest.method(HttpMethod.valueOf(method), path)
                .header("Prefer", prefer)
                .build());
    }
}
