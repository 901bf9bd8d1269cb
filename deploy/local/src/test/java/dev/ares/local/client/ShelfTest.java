package dev.ares.local.client;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** What is told of stock by a gateway that answers by a script. */
class ShelfTest {

    private record Reply(int status, String body) {}

    private final Queue<Reply> replies = new ConcurrentLinkedQueue<>();
    private final HttpServer gateway;
    private final Shelf shelf;

    ShelfTest() throws IOException {
        gateway = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        gateway.createContext("/api/products/mug", this::answer);
        shelf = new Shelf(new ShopClient(
                URI.create("http://127.0.0.1:" + gateway.getAddress().getPort())));
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
    void aShopThatDoesNotKnowIsAskedAgain() {
        replies.add(new Reply(503, "{}"));
        replies.add(new Reply(200, "{\"available\": null}"));
        replies.add(new Reply(200, "{\"available\": 7}"));

        assertThat(shelf.available("mug")).hasValue(7);
        assertThat(replies).isEmpty();
    }

    @Test
    void whatIsNotSoldIsNotZero() {
        replies.add(new Reply(404, "{}"));

        assertThat(shelf.available("mug")).isEmpty();
    }

    @Test
    void anyOtherAnswerIsUnexpected() {
        replies.add(new Reply(500, "{}"));

        assertThatThrownBy(() -> shelf.available("mug")).isInstanceOf(UnexpectedAnswerException.class);
    }

    private void answer(HttpExchange exchange) throws IOException {
        Reply reply = replies.remove();
        byte[] body = reply.body().getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(reply.status(), body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }
}
