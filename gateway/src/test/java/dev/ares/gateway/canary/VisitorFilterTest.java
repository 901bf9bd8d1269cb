package dev.ares.gateway.canary;

import java.util.Map;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;
import org.springframework.cloud.client.DefaultServiceInstance;
import org.springframework.cloud.client.loadbalancer.DefaultResponse;
import org.springframework.cloud.gateway.support.ServerWebExchangeUtils;
import org.springframework.http.HttpStatus;
import org.springframework.mock.http.server.reactive.MockServerHttpRequest;
import org.springframework.mock.http.server.reactive.MockServerHttpRequest.BaseBuilder;
import org.springframework.mock.web.server.MockServerWebExchange;

import dev.ares.gateway.routing.BodyRead;
import dev.ares.settings.LiveSettings;

import static org.assertj.core.api.Assertions.assertThat;

/** What the canaries are told of an answer. */
class VisitorFilterTest {

    private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
    private final VisitorFilter filter = new VisitorFilter(
            new Canaries(
                    LiveSettings.fixed(new CanarySettings(Map.of())), new VersionMetrics(metrics), System::nanoTime),
            System::nanoTime);

    @Test
    void anAnswerThatItsCallerWantedLateIsNoSlowOne() {
        answer(order("wait=20"), HttpStatus.CREATED);

        assertThat(count("waited")).isEqualTo(1);
        assertThat(count("answered")).isZero();
    }

    @Test
    void butItMayFail() {
        answer(order("wait=20"), HttpStatus.INTERNAL_SERVER_ERROR);

        assertThat(count("failed")).isEqualTo(1);
        assertThat(count("waited")).isZero();
    }

    @Test
    void thatItDidNotComeInTimeIsNotTheInstancesFault() {
        answer(order("wait=20"), HttpStatus.GATEWAY_TIMEOUT);

        assertThat(metrics.find("ares.gateway.versions").timers()).isEmpty();
    }

    @Test
    void whereNobodyWouldWaitTheTimeCounts() {
        answer(order("wait=0"), HttpStatus.ACCEPTED);
        answer(MockServerHttpRequest.get("/api/orders").header("Prefer", "wait=20"), HttpStatus.OK);

        assertThat(count("answered")).isEqualTo(2);
    }

    @Test
    void aTimeThatIsUpBeforeAllWasSentSaysNothing() {
        var sending = MockServerWebExchange.from(order("wait=0").header("Content-Length", "2"));
        BodyRead.begun(sending);
        answer(sending, HttpStatus.GATEWAY_TIMEOUT);
        assertThat(metrics.find("ares.gateway.versions").timers()).isEmpty();

        answer(order("wait=0"), HttpStatus.GATEWAY_TIMEOUT);
        assertThat(count("failed")).isEqualTo(1);
    }

    private static BaseBuilder<?> order(String prefer) {
        return MockServerHttpRequest.post("/api/orders").header("Prefer", prefer);
    }

    private void answer(BaseBuilder<?> request, HttpStatus status) {
        answer(MockServerWebExchange.from(request), status);
    }

    private void answer(MockServerWebExchange exchange, HttpStatus status) {
        var instance = new DefaultServiceInstance("a", "order-service", "127.0.0.1", 1, false);
        exchange.getAttributes()
                .put(ServerWebExchangeUtils.GATEWAY_LOADBALANCER_RESPONSE_ATTR, new DefaultResponse(instance));
        filter.filter(exchange, same -> {
                    same.getResponse().setStatusCode(status);
                    return same.getResponse().setComplete();
                })
                .block();
    }

    private long count(String outcome) {
        return metrics.get("ares.gateway.versions")
                .tags("service", "order-service", "outcome", outcome)
                .timer()
                .count();
    }
}
