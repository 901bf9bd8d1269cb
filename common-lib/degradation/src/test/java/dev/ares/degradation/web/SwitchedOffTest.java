package dev.ares.degradation.web;

import java.time.Duration;
import java.util.List;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.mock.http.server.reactive.MockServerHttpRequest;
import org.springframework.mock.web.server.MockServerWebExchange;
import reactor.core.publisher.Mono;

import dev.ares.degradation.Degradation;
import dev.ares.degradation.DegradationSettings;
import dev.ares.degradation.Level;
import dev.ares.degradation.VitalSign;
import dev.ares.web.Problem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class SwitchedOffTest {

    private static final DegradationSettings SETTINGS =
            new DegradationSettings(null, Duration.ofSeconds(1), Duration.ofSeconds(1), 1, 1, Duration.ofSeconds(5));

    private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
    private final Degradation degradation = new Degradation(() -> SETTINGS, () -> 0);
    private final VitalSign store = degradation.sign("store");
    private final SwitchedOff filter =
            new SwitchedOff(degradation, List.of("GET /api/orders", "GET /api/orders/{id}/events"), metrics);

    SwitchedOffTest() {
        degradation.when(Level.ESSENTIAL, store);
    }

    @Test
    void refusesWhatIsListedAndOnlyAtLevelThree() {
        assertThat(isOff(MockServerHttpRequest.get("/api/orders"))).isFalse();

        store.failed();

        assertThat(isOff(MockServerHttpRequest.get("/api/orders?limit=5"))).isTrue();
        assertThat(isOff(MockServerHttpRequest.head("/api/orders"))).isTrue();
        assertThat(isOff(MockServerHttpRequest.get("/api/orders/o-1/events"))).isTrue();
        assertThat(isOff(MockServerHttpRequest.post("/api/orders"))).isFalse();
        assertThat(isOff(MockServerHttpRequest.get("/api/orders/o-1"))).isFalse();
        assertThat(metrics.get("ares.degradation.refused").counter().count()).isEqualTo(3);
    }

    @Test
    void everyAnswerAtLevelThreeSaysSo() {
        MockServerHttpRequest placing =
                MockServerHttpRequest.post("/api/orders").build();
        assertThat(header(placing)).isNull();

        store.failed();

        assertThat(header(placing)).isEqualTo("3;reason=store");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/orders", "POST /api/orders/{id}/cancel"})
    void whatChangesSomethingIsNeverOff(String endpoint) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new SwitchedOff(degradation, List.of(endpoint), metrics))
                .withMessage("off: " + endpoint + " (expected: as in GET /api/orders)");
    }

    private boolean isOff(MockServerHttpRequest.BaseBuilder<?> request) {
        return Boolean.TRUE.equals(filter.filter(MockServerWebExchange.from(request), passed -> Mono.empty())
                .thenReturn(false)
                .onErrorResume(Problem.class, problem -> {
                    assertThat(problem.type()).isEqualTo("switched-off");
                    assertThat(problem.retryAfter()).contains(Duration.ofSeconds(5));
                    return Mono.just(true);
                })
                .block());
    }

    private @Nullable String header(MockServerHttpRequest request) {
        MockServerWebExchange exchange = MockServerWebExchange.from(request);
        filter.filter(exchange, passed -> Mono.empty()).block();
        return exchange.getResponse().getHeaders().getFirst(SwitchedOff.HEADER);
    }
}
