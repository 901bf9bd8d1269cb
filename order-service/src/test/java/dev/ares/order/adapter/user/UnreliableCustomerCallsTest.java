package dev.ares.order.adapter.user;

import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

import feign.Feign;
import feign.Param;
import feign.Request;
import feign.RequestLine;
import feign.Response;
import feign.Retryer;
import org.junit.jupiter.api.Test;

import dev.ares.faults.FaultKind;
import dev.ares.faults.InjectedFault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

/** What a Feign client sees of each fault, and what the other service hears. */
class UnreliableCustomerCallsTest {

    private static final Duration DELAY = Duration.ofMillis(100);
    private static final Duration READ_TIME_OUT = Duration.ofMillis(300);

    private final List<String> heard = new CopyOnWriteArrayList<>();
    private final Deque<InjectedFault> faults = new ConcurrentLinkedDeque<>();
    private final Echo echo = echo(READ_TIME_OUT);

    @Test
    void aDelayedCallIsAnsweredLater() {
        faults.add(fault(FaultKind.DELAY, DELAY, true));
        long began = System.nanoTime();

        assertThat(echo.say("a")).isEqualTo("/a");

        assertThat(Duration.ofNanos(System.nanoTime() - began)).isGreaterThanOrEqualTo(DELAY);
    }

    @Test
    void aCallLaterThanItsTimeOutFailsAndIsNotHeard() {
        faults.add(fault(FaultKind.DELAY, READ_TIME_OUT, true));

        assertThatThrownBy(() -> echo.say("a")).hasRootCauseInstanceOf(SocketTimeoutException.class);
        assertThat(heard).isEmpty();
    }

    @Test
    void aRefusedCallIsNotHeard() {
        faults.add(fault(FaultKind.ERROR, DELAY, true));

        assertThatThrownBy(() -> echo.say("a")).hasRootCauseInstanceOf(ConnectException.class);
        assertThat(heard).isEmpty();
    }

    @Test
    void aCallWhoseAnswerIsLostIsHeardAndTimesOut() {
        faults.add(fault(FaultKind.DROP, DELAY, true));

        assertThatThrownBy(() -> echo.say("a")).hasRootCauseInstanceOf(SocketTimeoutException.class);
        assertThat(heard).containsExactly("/a");
    }

    @Test
    void aLostCallTimesOutAndIsNotHeard() {
        faults.add(fault(FaultKind.DROP, DELAY, false));

        assertThatThrownBy(() -> echo.say("a")).hasRootCauseInstanceOf(SocketTimeoutException.class);
        assertThat(heard).isEmpty();
    }

    @Test
    void aRepeatedCallIsHeardTwiceAndAnsweredOnce() {
        faults.add(fault(FaultKind.DUPLICATE, DELAY, true));

        assertThat(echo.say("a")).isEqualTo("/a");
        assertThat(heard).containsExactly("/a", "/a");
    }

    @Test
    void aCallThatIsHeldBackLeavesWithTheNextOne() {
        Echo patient = echo(Duration.ofSeconds(30));
        faults.add(fault(FaultKind.REORDER, Duration.ofSeconds(30), true));
        CompletableFuture<String> first = CompletableFuture.supplyAsync(() -> patient.say("first"));
        await().until(faults::isEmpty);

        // The next one may come before the first is held.
        await().until(() -> {
            assertThat(patient.say("second")).isEqualTo("/second");
            return first.isDone();
        });

        assertThat(first.join()).isEqualTo("/first");
        assertThat(heard).contains("/second", "/first");
    }

    private Echo echo(Duration readTimeOut) {
        return Feign.builder()
                .client((request, options) -> answer(request))
                .retryer(Retryer.NEVER_RETRY)
                .options(new Request.Options(1, TimeUnit.SECONDS, readTimeOut.toMillis(), TimeUnit.MILLISECONDS, false))
                .addCapability(new UnreliableCustomerCalls((hop, names) -> faults.poll()))
                .target(Echo.class, "http://user-service");
    }

    private static InjectedFault fault(FaultKind kind, Duration delay, boolean arrives) {
        return new InjectedFault(kind, delay, arrives);
    }

    private Response answer(Request request) {
        String path = request.url().replace("http://user-service", "");
        heard.add(path);
        return Response.builder()
                .status(200)
                .request(request)
                .headers(Map.of())
                .body(path, StandardCharsets.UTF_8)
                .build();
    }

    interface Echo {

        @RequestLine("GET /{text}")
        String say(@Param("text") String text);
    }
}
