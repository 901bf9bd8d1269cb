package dev.ares.gateway.routing;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.cloud.gateway.support.ServerWebExchangeUtils;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.core.io.buffer.DefaultDataBufferFactory;
import org.springframework.mock.http.server.reactive.MockServerHttpRequest;
import org.springframework.mock.http.server.reactive.MockServerHttpRequest.BaseBuilder;
import org.springframework.mock.web.server.MockServerWebExchange;
import org.springframework.util.unit.DataSize;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.awaitility.Awaitility.await;

class AnotherInstanceTest {

    private interface Faults {
        /** Null: it is answered. */
        @Nullable
        Throwable of(int attempt);
    }

    /** What is saved up at the start. */
    private static final int SAVED = 1000;

    private final Throwable refused = new ConnectException("Connection refused");

    private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
    private final AtomicInteger attempts = new AtomicInteger();
    private RoutingSettings settings = settings(3, 0);

    private final AnotherInstance filter = new AnotherInstance(() -> settings, () -> DoneOnce.of(settings), metrics);

    @Test
    void whoIsRefusedLooksForAnotherInstanceUntilThereIsNoAttemptLeft() {
        assertThat(send(post(), attempt -> attempt < 3 ? refused : null)).isTrue();
        assertThat(attempts).hasValue(3);

        assertThat(send(post(), attempt -> refused)).isFalse();
        assertThat(attempts).hasValue(6);
    }

    @Test
    void whoseConnectionBrokeIsAskedAgainOnceIfThatIsHarmless() {
        Throwable lost = new IOException("Connection reset by peer");

        assertThat(send(MockServerHttpRequest.get("/api/x"), attempt -> lost)).isFalse();
        assertThat(attempts).hasValue(2);
        assertThat(send(post(), attempt -> lost)).isFalse();
        assertThat(attempts).hasValue(3);
    }

    @Test
    void soIsWhatIsDoneOnceForItsKeyWithItsBody() {
        List<String> bodies = new ArrayList<>();

        assertThat(send(keyed("two mugs"), 2, bodies)).isTrue();
        assertThat(bodies).containsExactly("two mugs", "two mugs");
    }

    @Test
    void whatOfTheBodyHadNotComeFollowsWhereItWentInstead() {
        Sinks.Many<DataBuffer> caller = Sinks.many().unicast().onBackpressureBuffer();
        List<String> bodies = new CopyOnWriteArrayList<>();
        AtomicBoolean answered = new AtomicBoolean();

        sendInParts(caller.asFlux(), 2, bodies).subscribe(answered::set);
        assertThat(attempts).hasValue(1);
        caller.tryEmitNext(buffer("two "));
        await().until(() -> bodies, List.of("two ", "two ")::equals);
        caller.tryEmitNext(buffer("mugs!"));
        caller.tryEmitComplete();

        await().untilTrue(answered);
        assertThat(bodies).containsExactly("two ", "two ", "mugs!");
    }

    @Test
    void aCallerWhoStopsSendingIsNotRepeated() {
        List<String> bodies = new ArrayList<>();
        Flux<DataBuffer> broken =
                Flux.concat(Flux.just(buffer("two ")), Flux.error(new IOException("Connection reset")));

        assertThat(sendInParts(broken, 1, bodies).block()).isFalse();
        assertThat(attempts).hasValue(1);
    }

    @Test
    void butNotWhatHasNoKeyOrATooLargeBodyOrIsDoneTwiceWhereItsKeySaysNothing() {
        List<String> bodies = new ArrayList<>();
        String large = "x".repeat(KeptBody.LARGEST + 1);

        assertThat(send(keyed(large), 2, bodies)).isFalse();
        assertThat(send(
                        MockServerHttpRequest.post("/api/orders")
                                .contentLength(1)
                                .body("a"),
                        2,
                        bodies))
                .isFalse();
        assertThat(send(
                        MockServerHttpRequest.post("/api/users")
                                .header("Idempotency-Key", "k")
                                .contentLength(1)
                                .body("a"),
                        2,
                        bodies))
                .isFalse();
        assertThat(bodies).containsExactly(large, "a", "a");
    }

    @Test
    void norMoreThanOnce() {
        List<String> bodies = new ArrayList<>();

        assertThat(send(keyed("a"), 3, bodies)).isFalse();
        assertThat(bodies).hasSize(2);
    }

    @Test
    void whileNobodyAnswersNoMoreIsRepeatedThanWasSavedUp() {
        refuse(SAVED);
        assertThat(attempts).hasValue(SAVED + SAVED);
        assertThat(metrics.counter("ares.gateway.repeated", "after", "refused").count())
                .isEqualTo(SAVED);

        refuse(100);
        assertThat(attempts).hasValue(SAVED + SAVED + 100);
        assertThat(metrics.counter("ares.gateway.repeats.unaffordable").count()).isGreaterThanOrEqualTo(100);
    }

    @Test
    void andThenWhatRequestsPayForByTheSettingsOfTheMoment() {
        refuse(SAVED);
        attempts.set(0);

        settings = settings(3, 0.2);
        refuse(100);

        assertThat(attempts).hasValue(120);
    }

    @Test
    void thePauseIsLongerOrShorterByItsJitter() {
        assertThat(settings.connectPause(0)).isEqualTo(Duration.ofNanos(500_000));
        assertThat(settings.connectPause(0.5)).isEqualTo(Duration.ofMillis(1));
        assertThat(settings.connectPause(1)).isEqualTo(Duration.ofNanos(1_500_000));
    }

    @Test
    void settingsThatMakeNoSenseAreRefusedByName() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> settings(0, 0))
                .withMessage("ares.gateway.routing.connect-attempts: 0 (expected: 1 to 10)");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> settings(3, Double.NaN))
                .withMessage("ares.gateway.routing.repeat-budget: NaN (expected: 0.0 to 1.0)");
    }

    /** So many at once, none of which finds anybody. */
    private void refuse(int requests) {
        Flux.range(0, requests)
                .flatMap(i -> outcome(post(), attempt -> refused), requests)
                .blockLast();
    }

    private boolean send(BaseBuilder<?> request, Faults faults) {
        return Boolean.TRUE.equals(outcome(request, faults).block());
    }

    /** Whether it was answered in the end. */
    private Mono<Boolean> outcome(BaseBuilder<?> request, Faults faults) {
        var exchange = MockServerWebExchange.from(request);
        exchange.getAttributes().put(ServerWebExchangeUtils.GATEWAY_REQUEST_URL_ATTR, URI.create("lb://orders"));
        AtomicInteger own = new AtomicInteger();
        return filter.filter(exchange, same -> {
                    attempts.incrementAndGet();
                    Throwable fault = faults.of(own.incrementAndGet());
                    return fault == null ? Mono.empty() : Mono.error(fault);
                })
                .thenReturn(true)
                .onErrorReturn(false);
    }

    private static MockServerHttpRequest keyed(String body) {
        return MockServerHttpRequest.post("/api/orders")
                .header("Idempotency-Key", "k-1")
                .contentLength(body.length())
                .body(body);
    }

    /** Whether it was answered in the end, where each instance before that one reads the body and dies. */
    private boolean send(MockServerHttpRequest request, int answering, List<String> bodies) {
        var exchange = MockServerWebExchange.from(request);
        exchange.getAttributes().put(ServerWebExchangeUtils.GATEWAY_REQUEST_URL_ATTR, URI.create("lb://orders"));
        AtomicInteger own = new AtomicInteger();
        Mono<Void> sent = filter.filter(
                exchange, passed -> DataBufferUtils.join(passed.getRequest().getBody())
                        .doOnNext(body -> {
                            bodies.add(body.toString(StandardCharsets.UTF_8));
                            BodyRead.now(passed);
                        })
                        .then(Mono.defer(() -> own.incrementAndGet() < answering
                                ? Mono.error(new IOException("Connection reset by peer"))
                                : Mono.empty())));
        return Boolean.TRUE.equals(sent.thenReturn(true).onErrorReturn(false).block());
    }

    /** As above, where each instance before that one dies of the first part. */
    private Mono<Boolean> sendInParts(Flux<DataBuffer> body, int answering, List<String> parts) {
        var exchange = MockServerWebExchange.from(MockServerHttpRequest.post("/api/orders")
                .header("Idempotency-Key", "k-1")
                .contentLength(9)
                .body(body));
        exchange.getAttributes().put(ServerWebExchangeUtils.GATEWAY_REQUEST_URL_ATTR, URI.create("lb://orders"));
        Mono<Void> sent = filter.filter(exchange, passed -> {
            boolean dies = attempts.incrementAndGet() < answering;
            Flux<DataBuffer> seen =
                    passed.getRequest().getBody().doOnNext(part -> parts.add(part.toString(StandardCharsets.UTF_8)));
            return dies ? seen.next().then(Mono.error(new IOException("Connection reset by peer"))) : seen.then();
        });
        return sent.thenReturn(true).onErrorReturn(false);
    }

    private static DataBuffer buffer(String text) {
        return DefaultDataBufferFactory.sharedInstance.wrap(text.getBytes(StandardCharsets.UTF_8));
    }

    private static BaseBuilder<?> post() {
        return MockServerHttpRequest.post("/api/orders");
    }

    static RoutingSettings settings(int attempts, double budget) {
        return new RoutingSettings(
                Duration.ofSeconds(10),
                DataSize.ofKilobytes(256),
                Duration.ofSeconds(10),
                new BodyAllowance(500, 100),
                attempts,
                Duration.ofMillis(1),
                0.5,
                budget,
                Duration.ofSeconds(1),
                List.of("POST /api/orders"));
    }
}
