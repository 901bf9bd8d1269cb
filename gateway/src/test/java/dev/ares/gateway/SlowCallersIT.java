package dev.ares.gateway;

import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

import io.micrometer.core.instrument.MeterRegistry;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.TestPropertySource;
import reactor.adapter.JdkFlowAdapter;
import reactor.core.publisher.Mono;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Callers whose bodies take their time: those that come in time are no sign of load, those that do not keep nobody out. And
 * those who do not read what they asked for.
 */
@TestPropertySource(
        properties = {
            "ares.gateway.overload.ceiling=20",
            "ares.gateway.overload.floor=2",
            "ares.gateway.routing.unfinished-bodies.per-address=5",
            "ares.gateway.routing.body-timeout=30s",
            "ares.gateway.limits.unread-answers.patience=1s",
            // Bodies that do not end are answered 504 after it; they are to stay open while a test looks.
            "spring.cloud.gateway.server.webflux.httpclient.response-timeout=10s"
        })
class SlowCallersIT extends RunningGateway {

    private static final Duration PAUSE = Duration.ofMillis(600);

    @Autowired
    private MeterRegistry metrics;

    @Test
    void theTimeThatABodyTakesToComeIsNotTheShops() {
        awaitAnswer(request("/api/orders", "customer"));
        // Again where the machine took as long as a body does; the body's own time would be there each time.
        await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
            // What was asked before is forgotten after two seconds.
            await().atMost(Duration.ofSeconds(10)).until(() -> p99() == 0);
            double before = spentByOrders();

            IntStream.range(0, 3).parallel().forEach(i -> assertThat(
                            send(slowly(request("/api/orders", "customer"))).statusCode())
                    .isEqualTo(200));

            assertThat(p99()).isPositive().isLessThan(PAUSE.toMillis() / 1e3);
            assertThat(spentByOrders() - before).isLessThan(3 * PAUSE.toMillis() / 1e3);
        });
    }

    @Test
    void norIsATimeThatIsUpBeforeABodyHasCome() {
        awaitAnswer(request("/api/orders", "customer"));
        await().atMost(Duration.ofSeconds(5)).until(() -> p99() == 0);

        Duration tooLong = Duration.ofSeconds(11);
        assertThat(send(slowly(request("/api/orders", "customer"), tooLong)).statusCode())
                .isEqualTo(504);

        assertThat(p99()).isZero();
    }

    @Test
    void whoeverSendsSlowlyKeepsNobodyOut() throws IOException {
        awaitAnswer(request("/api/products"));
        List<Socket> senders = new ArrayList<>();
        try {
            // More than the ceiling, were each to hold a place.
            for (int i = 0; i < 20; i++) {
                senders.add(beginBody());
            }

            await().atMost(Duration.ofSeconds(10)).until(() -> answered(senders) == 15);
            await().atMost(Duration.ofSeconds(5)).untilAsserted(() -> assertThat(inFlight())
                    .as("the five who send take no place")
                    .isZero());
            assertThat(send(request("/api/products")).statusCode()).isEqualTo(200);
            assertThat(send(request("/healthz")).statusCode()).isEqualTo(200);
            assertThat(send(request("/api/orders", "customer").POST(BodyPublishers.ofString("{}")))
                            .statusCode())
                    .as("a body that comes at once")
                    .isEqualTo(200);
            Socket sixth = beginBody();
            senders.add(sixth);
            assertThat(readAnswers(sixth, 1))
                    .startsWith("HTTP/1.1 429")
                    .contains("problems/too-many-requests")
                    .containsIgnoringCase("retry-after: 1")
                    .containsIgnoringCase("connection: close");
        } finally {
            for (Socket sender : senders) {
                sender.close();
            }
        }
        await().atMost(Duration.ofSeconds(5)).untilAsserted(() -> assertThat(
                        send(slowly(request("/api/orders", "customer"))).statusCode())
                .as("those who hung up no longer count")
                .isEqualTo(200));
    }

    @Test
    void whoReadsNothingOfAnAnswerIsCutOff() throws IOException {
        awaitAnswer(request("/api/products"));
        try (Socket socket = connection()) {
            socket.getOutputStream()
                    .write("GET /api/products/huge HTTP/1.1\r\nHost: a\r\n\r\n".getBytes(StandardCharsets.US_ASCII));

            await().atMost(Duration.ofSeconds(20)).until(() -> cutOff() == 1);
            await().atMost(Duration.ofSeconds(5))
                    .until(() ->
                            metrics.get("ares.gateway.answers.unread").gauge().value() == 0);
        }
    }

    private Socket beginBody() throws IOException {
        Socket socket = connection();
        socket.getOutputStream()
                .write("GET /api/products HTTP/1.1\r\nHost: a\r\nContent-Length: 10\r\n\r\n{"
                        .getBytes(StandardCharsets.US_ASCII));
        return socket;
    }

    private static long answered(List<Socket> sockets) throws IOException {
        long answered = 0;
        for (Socket socket : sockets) {
            answered += socket.getInputStream().available() > 0 ? 1 : 0;
        }
        return answered;
    }

    private static HttpRequest.Builder slowly(HttpRequest.Builder request) {
        return slowly(request, PAUSE);
    }

    private static HttpRequest.Builder slowly(HttpRequest.Builder request, Duration pause) {
        var rest = Mono.just(bytes("}")).delayElement(pause);
        return request.POST(BodyPublishers.fromPublisher(
                JdkFlowAdapter.publisherToFlowPublisher(Mono.just(bytes("{")).concatWith(rest))));
    }

    private static ByteBuffer bytes(String text) {
        return ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
    }

    private double inFlight() {
        return metrics.get("ares.gateway.in.flight").gauge().value();
    }

    private double p99() {
        return metrics.get("ares.gateway.latency.p99").gauge().value();
    }

    private double cutOff() {
        return metrics.counter("ares.gateway.answers.cut.off", "by", "time").count();
    }

    private double spentByOrders() {
        return metrics.get("ares.gateway.versions")
                .tags("service", "order-service", "outcome", "answered")
                .timer()
                .totalTime(TimeUnit.SECONDS);
    }
}
