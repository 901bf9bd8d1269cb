package dev.ares.gateway.limit;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.netty.buffer.Unpooled;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.netty.DisposableServer;
import reactor.netty.http.HttpProtocol;
import reactor.netty.http.client.HttpClient;
import reactor.netty.http.server.HttpServer;

import dev.ares.settings.LiveSettings;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Callers of a server of its own, which has more to say than any buffer between them holds. */
class UnreadAnswersTest {

    private static final Duration PATIENCE = Duration.ofSeconds(4);
    private static final Duration LONG = Duration.ofMinutes(1);
    private static final Duration SOON = Duration.ofSeconds(15);
    private static final int PART = 64 * 1024;
    private static final int PARTS = 400;
    private static final byte[] REQUEST = "GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n".getBytes(US_ASCII);

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final List<AutoCloseable> open = new ArrayList<>();
    private UnreadAnswers answers = serveWith(500, 100, PATIENCE);

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable each : open) {
            each.close();
        }
    }

    @Test
    void whoReadsNothingIsCutOff() throws IOException {
        ask();

        await().atMost(SOON).until(() -> answers.count() == 1);
        await().atMost(SOON).until(() -> cutOff("time") == 1);
        await().atMost(SOON).until(() -> answers.count() == 0);
    }

    @Test
    void soIsWhoReadsNothingOfAnAnswerByHttp2() {
        Disposable never = HttpClient.newConnection()
                .protocol(HttpProtocol.H2C)
                .http2Settings(settings -> settings.initialWindowSize(1024))
                .get()
                .uri("http://127.0.0.1:" + port)
                .responseConnection((answer, connection) -> Mono.never())
                .subscribe();
        open.add(never::dispose);

        await().atMost(SOON).until(() -> answers.count() > 0);
        await().atMost(SOON).until(() -> cutOff("time") > 0);
        await().atMost(SOON).until(() -> answers.count() == 0);
    }

    @Test
    void whoReadsSlowlyGetsAllOfIt() throws IOException {
        InputStream answer = ask().getInputStream();

        long slowly = System.nanoTime() + PATIENCE.multipliedBy(3).toNanos();
        long[] read = {0};
        await().pollInterval(Duration.ofMillis(500))
                .atMost(Duration.ofSeconds(40))
                .until(() -> {
                    read[0] += answer.readNBytes(PART).length;
                    return System.nanoTime() > slowly;
                });
        read[0] += answer.readAllBytes().length;
        assertThat(read[0]).isGreaterThan((long) PARTS * PART);
        assertThat(cutOff("time")).isZero();
    }

    @Test
    void anAddressHasSoManyThatItDoesNotReadAndOneMoreIsCutOffAtOnce() throws IOException {
        answers = serveWith(500, 2, LONG);
        ask();
        ask();
        await().atMost(SOON).until(() -> answers.count() == 2);

        ask();

        await().atMost(SOON).until(() -> cutOff("address") == 1);
        assertThat(cutOff("time")).isZero();
    }

    @Test
    void allTogetherHaveSoMany() throws IOException {
        answers = serveWith(1, 100, LONG);
        ask();
        await().atMost(SOON).until(() -> answers.count() == 1);

        ask();

        await().atMost(SOON).until(() -> cutOff("all") == 1);
    }

    private int port;

    private UnreadAnswers serveWith(int most, int perAddress, Duration patience) {
        UnreadAnswers watching = new UnreadAnswers(
                settings(new AnswerAllowance(most, perAddress, patience)), new LimitMetrics(registry));
        DisposableServer server = watching.watch(
                        HttpServer.create().host("127.0.0.1").port(0).protocol(HttpProtocol.H2C, HttpProtocol.HTTP11))
                .handle((request, answer) ->
                        answer.send(Flux.range(0, PARTS).map(part -> Unpooled.wrappedBuffer(new byte[PART]))))
                .bindNow();
        open.add(server::disposeNow);
        port = server.port();
        return watching;
    }

    private static LiveSettings<LimitSettings> settings(AnswerAllowance allowance) {
        LimitRule all = new LimitRule("all", List.of("/**"), new Allowance(1000, Duration.ofSeconds(1), 1000), null);
        return LiveSettings.fixed(new LimitSettings(
                true,
                List.of(all),
                new ConnectionAllowance(100, 100),
                allowance,
                List.of(),
                Duration.ofMillis(100),
                Duration.ofSeconds(1)));
    }

    private Socket ask() throws IOException {
        Socket socket = new Socket();
        open.add(socket);
        socket.setReceiveBufferSize(4096);
        socket.setSoTimeout(20_000);
        socket.connect(new InetSocketAddress("127.0.0.1", port));
        socket.getOutputStream().write(REQUEST);
        return socket;
    }

    private double cutOff(String by) {
        return registry.counter("ares.gateway.answers.cut.off", "by", by).count();
    }
}
