package dev.ares.local.chaos;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.atomic.AtomicInteger;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import dev.ares.local.client.ShopClient;

import static org.assertj.core.api.Assertions.assertThat;

/** Which refusals make it log in again, against a gateway that refuses by a script. */
class SwitchFaultsTest {

    private final Queue<Integer> refusals = new ArrayDeque<>();
    private final AtomicInteger logIns = new AtomicInteger();
    private final HttpServer gateway;
    private final SwitchFaults switches;

    SwitchFaultsTest() throws IOException {
        gateway = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        gateway.createContext("/", this::answer);
        var nobody = new ShopClient(
                URI.create("http://127.0.0.1:" + gateway.getAddress().getPort()));
        switches = new SwitchFaults(
                nobody.withToken("first"),
                () -> nobody.withToken("token " + logIns.incrementAndGet()),
                Clock.systemUTC());
    }

    @BeforeEach
    void open() {
        gateway.start();
    }

    @AfterEach
    void close() {
        gateway.stop(0);
    }

    @Test
    void aServiceThatIsAwayIsNoReasonToLogInAgain() {
        refusals.addAll(List.of(503, 502, 503));

        assertThat(switches.clear()).isTrue();

        assertThat(refusals).isEmpty();
        assertThat(logIns).hasValue(0);
    }

    @Test
    void aTokenThatIsRefusedIs() {
        refusals.add(401);

        assertThat(switches.clear()).isTrue();

        assertThat(logIns).hasValue(1);
    }

    private void answer(HttpExchange exchange) throws IOException {
        exchange.getRequestBody().readAllBytes();
        Integer refusal = refusals.poll();
        byte[] body = "{\"faults\": []}".getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(refusal == null ? 200 : refusal, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }
}
