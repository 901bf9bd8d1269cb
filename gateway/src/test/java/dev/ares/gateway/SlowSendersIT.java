package dev.ares.gateway;

import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

import io.micrometer.core.instrument.MeterRegistry;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import reactor.adapter.JdkFlowAdapter;
import reactor.core.publisher.Mono;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Callers whose bodies take their time, and come in time: no sign of load, and no version's fault. */
class SlowSendersIT extends RunningGateway {

    private static final Duration PAUSE = Duration.ofMillis(600);

    @Autowired
    private MeterRegistry metrics;

    @Test
    void theTimeThatABodyTakesToComeIsNotTheShops() {
        awaitAnswer(request("/api/orders", "customer"));
        // What others asked is forgotten after two seconds.
        await().atMost(Duration.ofSeconds(5)).until(() -> p99() == 0);
        double before = spentByOrders();

        IntStream.range(0, 3).parallel().forEach(i -> assertThat(
                        send(slowly(request("/api/orders", "customer"))).statusCode())
                .isEqualTo(200));

        assertThat(p99()).isPositive().isLessThan(PAUSE.toMillis() / 1e3);
        assertThat(spentByOrders() - before).isLessThan(3 * PAUSE.toMillis() / 1e3);
    }

    private static HttpRequest.Builder slowly(HttpRequest.Builder request) {
        var rest = Mono.just(bytes("}")).delayElement(PAUSE);
        return request.POST(BodyPublishers.fromPublisher(
                JdkFlowAdapter.publisherToFlowPublisher(Mono.just(bytes("{")).concatWith(rest))));
    }

    private static ByteBuffer bytes(String text) {
        return ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
    }

    private double p99() {
        return metrics.get("ares.gateway.latency.p99").gauge().value();
    }

    private double spentByOrders() {
        return metrics.get("ares.gateway.versions")
                .tags("service", "order-service", "outcome", "answered")
                .timer()
                .totalTime(TimeUnit.SECONDS);
    }
}
