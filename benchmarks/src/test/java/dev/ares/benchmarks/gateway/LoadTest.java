package dev.ares.benchmarks.gateway;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

class LoadTest {

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final AtomicInteger answered = new AtomicInteger();
    private final Set<InetSocketAddress> callers = ConcurrentHashMap.newKeySet();
    private final Set<String> tokens = ConcurrentHashMap.newKeySet();
    private HttpServer server;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/good", exchange -> answer(exchange, 200));
        server.createContext("/refused", exchange -> answer(exchange, 429));
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
        threads.shutdownNow();
    }

    @Test
    void aClosedLoopKeepsItsConnectionsAndCountsEachAnswerOnce() {
        Load.Answers answers = Load.closed(port(), requests("/good"), 3, Duration.ofMillis(300));

        assertThat(answers.good()).isPositive().isEqualTo(answered.get());
        assertThat(answers.latencies().getTotalCount()).isEqualTo(answers.good());
        assertThat(answers.others()).isEmpty();
        assertThat(answers.seconds()).isBetween(0.3, 5.0);
        assertThat(callers).hasSize(3);
        assertThat(tokens).containsExactlyInAnyOrder("Bearer one", "Bearer two");
    }

    @Test
    void whatIsRefusedIsNoGoodAnswer() {
        Load.Answers answers = Load.closed(port(), requests("/refused"), 2, Duration.ofMillis(100));

        assertThat(answers.good()).isZero();
        assertThat(answers.others()).containsExactlyEntriesOf(Map.of("status 429", (long) answered.get()));
        assertThat(answers.asked()).isEqualTo(answered.get());
    }

    @Test
    void atARateSoManyAreAskedAndNoMore() {
        Load.Answers answers = Load.atRate(port(), requests("/good"), 100, 4, Duration.ofMillis(500));

        assertThat(answers.good()).isEqualTo(50).isEqualTo(answered.get());
        assertThat(answers.seconds()).isGreaterThan(0.48);
    }

    @Test
    void whoIsNotThereGivesNoAnswer() throws IOException {
        int free;
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            free = socket.getLocalPort();
        }

        assertThat(Load.atRate(free, requests("/good"), 100, 1, Duration.ofMillis(50))
                        .others())
                .isEqualTo(Map.of("no answer", 5L));
    }

    private int port() {
        return server.getAddress().getPort();
    }

    private static Requests requests(String path) {
        return new Requests(path, List.of("one", "two"));
    }

    private void answer(HttpExchange exchange, int status) throws IOException {
        answered.incrementAndGet();
        callers.add(exchange.getRemoteAddress());
        tokens.add(exchange.getRequestHeaders().getFirst("Authorization"));
        byte[] body = "{}".getBytes(UTF_8);
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }
}
