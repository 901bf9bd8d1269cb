package dev.ares.gateway.overload;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpStatus;
import org.springframework.mock.http.server.reactive.MockServerHttpRequest;
import org.springframework.mock.http.server.reactive.MockServerHttpRequest.BaseBuilder;
import org.springframework.mock.web.server.MockServerWebExchange;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

import dev.ares.gateway.routing.AnsweredBy;
import dev.ares.gateway.routing.BodyRead;
import dev.ares.settings.LiveSettings;
import dev.ares.web.WaitPreference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

class ShedLoadTest {

    private static final Duration WORK = Duration.ofMillis(10);
    private static final int SAMPLES = 20;

    private final AtomicLong clock = new AtomicLong();
    private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
    private final ShedLoad filter = new ShedLoad(
            LiveSettings.fixed(new ShedSettings(
                    true,
                    Duration.ofMillis(50),
                    Duration.ofSeconds(1),
                    Duration.ofSeconds(3),
                    1,
                    100,
                    80,
                    SAMPLES,
                    0.8,
                    Duration.ofSeconds(2),
                    List.of(),
                    List.of("POST /api/orders"),
                    List.of())),
            new ShedMetrics(metrics),
            clock::get);

    @Test
    void forHowLongAnOrderWaitedOnPurposeIsNotTheShopsTime() {
        send(patientOrder(), passed -> answer(passed, Duration.ofSeconds(5), "wait;dur=4990"));

        assertThat(p99()).isEqualTo(0.010, within(0.001));
    }

    @Test
    void theRestOfItIs() {
        send(patientOrder(), passed -> answer(passed, Duration.ofSeconds(5), "wait;dur=2000"));
        assertThat(p99()).isEqualTo(3, within(0.2));

        send(patientOrder(), passed -> answer(passed, Duration.ofSeconds(6), ""));
        assertThat(p99()).as("accepted, and not waited for").isEqualTo(6, within(0.4));
    }

    @Test
    void aTimeThatIsUpWhileSomebodyWantsToWaitSaysNothing() {
        send(patientOrder(), passed -> {
            clock.addAndGet(Duration.ofSeconds(5).toNanos());
            passed.getResponse().setStatusCode(HttpStatus.GATEWAY_TIMEOUT);
            return passed.getResponse().setComplete();
        });

        assertThat(p99()).isZero();
    }

    @Test
    void whoWaitsTakesNoPlace() {
        send(patientOrder(), passed -> {
            assertThat(inFlight()).isZero();
            assertThat(passed.getRequest().getHeaders().getFirst("Prefer")).isEqualTo("wait=5");
            return answer(passed, WORK, "wait;dur=5");
        });
    }

    @Test
    void whileLoadIsShedAnOrderTakesAPlaceAndIsNotKeptWaiting() {
        // Over the target for longer than the patience, by orders that all want to wait.
        for (int i = 0; i < 3 * SAMPLES; i++) {
            send(patientOrder(), passed -> answer(passed, Duration.ofMillis(60), ""));
        }
        assertThat(metrics.get("ares.gateway.shedding").gauge().value()).isEqualTo(1);

        send(patientOrder(), passed -> {
            assertThat(inFlight()).isEqualTo(1);
            assertThat(passed.getRequest().getHeaders().containsHeader("Prefer"))
                    .isFalse();
            return answer(passed, WORK, "");
        });
        assertThat(inFlight()).isZero();
    }

    @Test
    void aBodyOnItsWayTakesNoPlace() {
        var upload = MockServerHttpRequest.post("/api/orders").contentLength(100);

        send(upload, passed -> {
            assertThat(inFlight()).isEqualTo(1);
            BodyRead.begun(passed);
            assertThat(inFlight()).isZero();
            return answer(passed, WORK, "");
        });

        assertThat(inFlight()).as("answered before all of it came").isZero();
    }

    private void send(BaseBuilder<?> request, WebFilterChain shop) {
        filter.filter(MockServerWebExchange.from(request), shop).block();
    }

    private Mono<Void> answer(ServerWebExchange exchange, Duration after, String timing) {
        clock.addAndGet(after.toNanos());
        exchange.getResponse().setStatusCode(HttpStatus.ACCEPTED);
        exchange.getResponse().getHeaders().set(AnsweredBy.HEADER, "orders");
        if (!timing.isEmpty()) {
            exchange.getResponse().getHeaders().set(WaitPreference.TIMING, timing);
        }
        return exchange.getResponse().setComplete();
    }

    private static BaseBuilder<?> patientOrder() {
        return MockServerHttpRequest.post("/api/orders").header(WaitPreference.HEADER, "wait=5");
    }

    private double p99() {
        return metrics.get("ares.gateway.latency.p99").gauge().value();
    }

    private double inFlight() {
        return metrics.get("ares.gateway.in.flight").gauge().value();
    }
}
