package dev.ares.gateway.endpoint;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.mock.http.server.reactive.MockServerHttpRequest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class EndpointTest {

    private static final ServerHttpRequest ORDERED =
            MockServerHttpRequest.post("/api/orders").build();
    private static final ServerHttpRequest LISTED =
            MockServerHttpRequest.get("/api/orders").build();
    private static final ServerHttpRequest ASKED_FOR =
            MockServerHttpRequest.head("/api/orders").build();

    @Test
    void isOfItsMethodOrOfAllMethods() {
        assertThat(Endpoint.of("POST /api/orders").fits(ORDERED)).isTrue();
        assertThat(Endpoint.of("POST /api/orders").fits(LISTED)).isFalse();
        assertThat(Endpoint.of("/api/orders").fits(ORDERED)).isTrue();
        assertThat(Endpoint.of("GET /api/orders").fits(ASKED_FOR)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"api/orders", "post /api/orders", "POST/api/orders", "POST  /api/orders", "PSOT /api/orders", ""
            })
    void whatIsNoEndpointIsRefused(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Endpoint.of(text))
                .withMessageStartingWith("endpoint: " + text + " (expected: a path pattern such as GET /api/orders/*");
    }
}
