package dev.ares.benchmarks.consumers;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

/**
 * Takes every payment, in the time that it is told and no more of them at a time than it is told. Unlike the simulator,
 * it keeps nothing: what is measured is not its disk.
 */
final class StandInProvider implements AutoCloseable {

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final AtomicInteger open = new AtomicInteger();
    private final AtomicInteger mostOpen = new AtomicInteger();
    private volatile Supplier<Duration> latency = () -> Duration.ZERO;
    private volatile Semaphore capacity = new Semaphore(1000);

    StandInProvider() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 512);
        server.createContext("/v1/payment_intents", this::answer);
        server.setExecutor(threads);
        server.start();
    }

    URI address() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    void behave(Supplier<Duration> time, int atATime) {
        latency = time;
        capacity = new Semaphore(atATime, true);
        mostOpen.set(0);
    }

    int mostOpen() {
        return mostOpen.get();
    }

    private void answer(HttpExchange exchange) throws IOException {
        mostOpen.accumulateAndGet(open.incrementAndGet(), Math::max);
        Semaphore working = capacity;
        try (exchange) {
            exchange.getRequestBody().readAllBytes();
            working.acquire();
            try {
                Thread.sleep(latency.get().toMillis());
            } finally {
                working.release();
            }
            respond(exchange);
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
        } finally {
            open.decrementAndGet();
        }
    }

    private static void respond(HttpExchange exchange) throws IOException {
        String intent = """
                {"id": "pi_%s", "object": "payment_intent", "status": "succeeded", "amount": 1999,
                 "amount_received": 1999, "currency": "eur", "metadata": {}}""".formatted(UUID.randomUUID());
        byte[] body = intent.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        exchange.sendResponseHeaders(200, body.length);
        try (OutputStream out = exchange.getResponseBody()) {
            out.write(body);
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
