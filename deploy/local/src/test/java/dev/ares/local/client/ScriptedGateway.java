package dev.ares.local.client;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.function.BiFunction;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

/** A gateway on a port of its own that answers by a script. */
public final class ScriptedGateway implements AutoCloseable {

    private static final int NO_CONTENT = 204;

    /** What is answered. */
    public record Reply(int status, String body) {}

    private final HttpServer server;
    private final BiFunction<String, String, Reply> script;

    /** @param script from the method and the path with its query */
    public ScriptedGateway(BiFunction<String, String, Reply> script) {
        this.script = script;
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        server.createContext("/", this::answer);
        server.start();
    }

    /** A client of it that has not logged in. */
    public ShopClient client() {
        return new ShopClient(uri());
    }

    public URI uri() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    private void answer(HttpExchange exchange) throws IOException {
        exchange.getRequestBody().readAllBytes();
        Reply reply = script.apply(
                exchange.getRequestMethod(), exchange.getRequestURI().toString());
        try (exchange) {
            if (reply.status() == NO_CONTENT) {
                exchange.sendResponseHeaders(NO_CONTENT, -1);
                return;
            }
            byte[] body = reply.body().getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(reply.status(), body.length);
            exchange.getResponseBody().write(body);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
