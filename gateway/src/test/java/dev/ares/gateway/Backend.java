package dev.ares.gateway;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;

import com.alibaba.nacos.api.NacosFactory;
import com.alibaba.nacos.api.exception.NacosException;
import com.alibaba.nacos.api.naming.NamingService;
import com.alibaba.nacos.api.naming.pojo.Instance;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

import static java.nio.charset.StandardCharsets.UTF_8;

/** A service behind the gateway that answers with what it was asked. */
final class Backend implements AutoCloseable {

    static final String LARGE_JSON = "[" + "{\"sku\":\"mug\"},".repeat(500) + "{}]";

    private final String service;
    private final HttpServer server;
    private final NamingService registry;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final AtomicInteger requests = new AtomicInteger();
    private volatile boolean failing;

    private Backend(String service, HttpServer server, NamingService registry) {
        this.service = service;
        this.server = server;
        this.registry = registry;
    }

    /** Listens, and is in the registry. */
    static Backend start(String service, Properties registryAddress) {
        return start(service, registryAddress, Map.of());
    }

    /** As above, and the registry is told more of it. */
    static Backend start(String service, Properties registryAddress, Map<String, String> metadata) {
        return start(service, registryAddress, metadata, 1);
    }

    /** As above, and it weighs so much there. */
    static Backend start(String service, Properties registryAddress, Map<String, String> metadata, double weight) {
        try {
            // Each its own client: the registry takes a second instance by the same client for a move of the first.
            NamingService registry = NacosFactory.createNamingService(registryAddress);
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            Backend backend = new Backend(service, server, registry);
            server.setExecutor(backend.threads);
            server.createContext("/", backend::echo);
            server.createContext("/api/orders/slow", backend::slow);
            server.createContext("/api/products/sluggish", backend::sluggish);
            server.createContext("/api/products/late", backend::late);
            server.createContext("/api/products/large", exchange -> json(exchange, LARGE_JSON));
            server.createContext("/api/products/small", exchange -> json(exchange, "[]"));
            server.createContext("/api/products/huge", Backend::huge);
            server.createContext("/api/auth/large", exchange -> json(exchange, LARGE_JSON));
            server.createContext("/api/orders/o-1/events", backend::events);
            server.createContext("/api/orders/broken", HttpExchange::close);
            server.start();
            Instance instance = new Instance();
            instance.setIp("127.0.0.1");
            instance.setPort(backend.port());
            instance.setMetadata(metadata);
            instance.setWeight(weight);
            registry.registerInstance(service, instance);
            return backend;
        } catch (IOException | NacosException e) {
            throw new IllegalStateException("The backend " + service + " could not start", e);
        }
    }

    int port() {
        return server.getAddress().getPort();
    }

    /** How many have begun to come that it answers by their echo. */
    int requests() {
        return requests.get();
    }

    /** Whether it answers 500 from now on. */
    void fail(boolean always) {
        failing = always;
    }

    /** Listens no longer, but the registry does not know: as after a crash. */
    void crash() {
        server.stop(0);
        threads.shutdownNow();
    }

    @Override
    public void close() {
        try {
            registry.deregisterInstance(service, "127.0.0.1", port());
            registry.shutDown();
        } catch (NacosException e) {
            throw new IllegalStateException(e);
        }
        crash();
    }

    private void echo(HttpExchange exchange) throws IOException {
        requests.incrementAndGet();
        byte[] body = exchange.getRequestBody().readAllBytes();
        String headers = exchange.getRequestHeaders().entrySet().stream()
                .map(header -> header.getKey() + ": " + String.join(",", header.getValue()) + "\n")
                .collect(Collectors.joining());
        String answer = service + "\n" + exchange.getRequestMethod() + " " + exchange.getRequestURI() + "\n" + headers
                + "body: " + body.length + "\n";
        exchange.getResponseHeaders().set("X-Request-Id", "of-the-service");
        exchange.getResponseHeaders().set("Content-Type", "text/plain");
        exchange.sendResponseHeaders(failing ? 500 : 200, answer.getBytes(UTF_8).length);
        exchange.getResponseBody().write(answer.getBytes(UTF_8));
        exchange.close();
    }

    /** More than any buffer between here and a caller holds. */
    private static void huge(HttpExchange exchange) throws IOException {
        exchange.sendResponseHeaders(200, 0);
        byte[] part = new byte[64 * 1024];
        try (OutputStream answer = exchange.getResponseBody()) {
            for (int i = 0; i < 400; i++) {
                answer.write(part);
            }
        }
    }

    private static void json(HttpExchange exchange, String json) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        if (exchange.getRequestMethod().equals("HEAD")) {
            exchange.getResponseHeaders().set("Content-Length", Integer.toString(json.length()));
            exchange.sendResponseHeaders(200, -1);
        } else {
            exchange.sendResponseHeaders(200, json.length());
            exchange.getResponseBody().write(json.getBytes(UTF_8));
        }
        exchange.close();
    }

    private void slow(HttpExchange exchange) throws IOException {
        pause(Duration.ofSeconds(5));
        echo(exchange);
    }

    private void sluggish(HttpExchange exchange) throws IOException {
        pause(Duration.ofMillis(100));
        echo(exchange);
    }

    private void late(HttpExchange exchange) throws IOException {
        pause(Duration.ofMillis(600));
        echo(exchange);
    }

    private void events(HttpExchange exchange) throws IOException {
        pause(Duration.ofMillis(3500));
        exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
        exchange.sendResponseHeaders(200, 0);
        try (OutputStream events = exchange.getResponseBody()) {
            for (int i = 1; i <= 3; i++) {
                events.write(("id: " + i + "\ndata: {}\n\n").getBytes(UTF_8));
                events.flush();
                pause(Duration.ofMillis(700));
            }
        }
    }

    @SuppressWarnings("ThreadSleep") // the slowness is the point
    private static void pause(Duration duration) {
        try {
            Thread.sleep(duration.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
