package dev.ares.gateway.routing;

import java.io.IOException;
import java.net.ConnectException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.TimeoutException;

import io.netty.channel.ConnectTimeoutException;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpStatus;
import org.springframework.mock.http.server.reactive.MockServerHttpRequest;
import org.springframework.mock.web.server.MockServerWebExchange;
import org.springframework.web.server.ResponseStatusException;
import reactor.netty.internal.shaded.reactor.pool.PoolAcquireTimeoutException;
import reactor.netty.resources.ConnectionProvider;

import dev.ares.web.Problem;

import static org.assertj.core.api.Assertions.assertThat;

class UnansweredTest {

    private static final IOException RESET = new IOException("Connection reset by peer");

    private final MockServerWebExchange question = MockServerWebExchange.from(MockServerHttpRequest.get("/api/x"));

    @Test
    void tellsHowAnInstanceDidNotAnswer() {
        assertThat(Unanswered.of(question, new ConnectException("refused"))).contains(Unanswered.REFUSED);
        assertThat(Unanswered.of(question, new ConnectTimeoutException("1 s"))).contains(Unanswered.UNREACHED);
        assertThat(Unanswered.of(question, RESET)).contains(Unanswered.LOST);
        var late = new ResponseStatusException(HttpStatus.GATEWAY_TIMEOUT, "", new TimeoutException());
        assertThat(Unanswered.of(question, late)).contains(Unanswered.LATE);
    }

    @Test
    void aTimeThatIsUpUnderABodyMayBeTheCallersFault() {
        var late = new ResponseStatusException(HttpStatus.GATEWAY_TIMEOUT, "", new TimeoutException());
        var upload = MockServerWebExchange.from(
                MockServerHttpRequest.post("/api/x").contentLength(2).body("{}"));
        assertThat(Unanswered.of(upload, late)).as("nobody took it").contains(Unanswered.LATE);

        BodyRead.begun(upload);
        assertThat(Unanswered.of(upload, late)).isEmpty();

        BodyRead.now(upload);
        assertThat(Unanswered.of(upload, late)).contains(Unanswered.LATE);
    }

    @Test
    void norIsItTheInstancesWhereTheCallerAskedToWait() {
        var late = new ResponseStatusException(HttpStatus.GATEWAY_TIMEOUT, "", new TimeoutException());
        var order = MockServerWebExchange.from(
                MockServerHttpRequest.post("/api/orders").header("Prefer", "wait=20"));

        assertThat(Unanswered.of(order, late)).isEmpty();
    }

    @Test
    void whatTheGatewayItselfRefusesIsNoInstancesFault() {
        assertThat(Unanswered.of(question, Problem.badRequest("x", "y"))).isEmpty();
        assertThat(Unanswered.of(question, new ResponseStatusException(HttpStatus.REQUEST_TIMEOUT)))
                .isEmpty();
        assertThat(Unanswered.of(question, new IllegalStateException())).isEmpty();
    }

    @Test
    void waitingForAConnectionOfTheGatewaysPoolIsNoInstancesFault() {
        var full = new PoolAcquireTimeoutException(Duration.ofSeconds(1));
        assertThat(Unanswered.of(question, full)).isEmpty();
        assertThat(Unanswered.of(question, new ResponseStatusException(HttpStatus.GATEWAY_TIMEOUT, "", full)))
                .isEmpty();
    }

    /** The words are Reactor Netty's: of one that is killed while many requests are on their way to it. */
    @Test
    void whoseConnectionsAreAllClosedWasSentNothing() {
        var closed = new IOException(
                "Error while acquiring from reactor.netty.internal.shaded.reactor.pool.SimpleDequePool@1");
        var upload = MockServerWebExchange.from(
                MockServerHttpRequest.post("/api/x").contentLength(2).body("{}"));

        assertThat(Unanswered.of(upload, closed)).contains(Unanswered.UNREACHED);
        assertThat(new RoutingFailures(() -> AnotherInstanceTest.settings(3, 0)).translate(closed))
                .hasValueSatisfying(answer -> assertThat(answer.status()).isEqualTo(HttpStatus.SERVICE_UNAVAILABLE));
    }

    @Test
    void andThoseWordsAreOfTheLibraryInUse() throws IOException {
        String source = "/reactor/netty/resources/DefaultPooledConnectionProvider$DisposableAcquire.class";
        try (var code = Objects.requireNonNull(ConnectionProvider.class.getResourceAsStream(source), source)) {
            assertThat(new String(code.readAllBytes(), StandardCharsets.ISO_8859_1))
                    .contains("Error while acquiring from ");
        }
    }

    @Test
    void aConnectionThatBreaksAfterTheWholeBodyIsTheInstancesFault() {
        var upload = MockServerWebExchange.from(
                MockServerHttpRequest.post("/api/x").contentLength(2).body("{}"));
        BodyRead.now(upload);

        assertThat(Unanswered.of(upload, RESET)).contains(Unanswered.LOST);
    }

    @Test
    void aConnectionThatBreaksUnderABodyMayBeTheCallersFault() {
        var upload = MockServerWebExchange.from(
                MockServerHttpRequest.post("/api/x").contentLength(2).body("{}"));
        assertThat(Unanswered.of(upload, RESET)).isEmpty();
        assertThat(Unanswered.of(upload, new ConnectException("refused"))).contains(Unanswered.REFUSED);
        var chunked =
                MockServerWebExchange.from(MockServerHttpRequest.post("/api/x").header("Transfer-Encoding", "chunked"));
        assertThat(Unanswered.of(chunked, RESET)).isEmpty();
    }

    @Test
    void whatBreaksAfterTheFirstByteWasAnswered() {
        question.getResponse().setComplete().block();
        assertThat(Unanswered.of(question, RESET)).isEmpty();
    }
}
