package dev.ares.benchmarks.growth;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLConnection;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.json.JsonMapper;

/**
 * The provider's ledger with the past in it: the charges of {@link PastOrders}, and after them what the provider says itself.
 * The provider of a local shop keeps its ledger in memory, which does not hold millions. The past is calculated here and
 * not read from the databases, so that a check against it can fail.
 */
final class PastLedger implements AutoCloseable {

    /** What breaks off stays broken: nobody shall take half a ledger for a whole one. */
    private static final JsonMapper JSON = JsonMapper.builder(JsonFactory.builder()
                    .disable(StreamWriteFeature.AUTO_CLOSE_CONTENT)
                    .build())
            .build();

    private static final int BUFFER = 1 << 16;
    private static final int OK = 200;
    private static final int PATIENCE_MILLIS = 30_000;

    private final PastOrders past;
    private final URI present;
    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();

    /** @param present the ledger of the provider that runs */
    PastLedger(PastOrders past, URI present) throws IOException {
        this.past = past;
        this.present = present;
        this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/ledger", this::answer);
        server.setExecutor(threads);
        server.start();
    }

    URI address() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/ledger");
    }

    private void answer(HttpExchange exchange) throws IOException {
        URLConnection asked = present.toURL().openConnection();
        asked.setConnectTimeout(PATIENCE_MILLIS);
        asked.setReadTimeout(PATIENCE_MILLIS);
        try (exchange;
                InputStream body = asked.getInputStream();
                JsonParser provider = JSON.createParser(body)) {
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(OK, 0);
            OutputStream out = new BufferedOutputStream(exchange.getResponseBody(), BUFFER);
            try (JsonGenerator ledger = JSON.createGenerator(out)) {
                write(provider, ledger);
            }
        }
    }

    private void write(JsonParser provider, JsonGenerator ledger) throws IOException {
        if (provider.nextToken() != JsonToken.START_OBJECT) {
            throw new IOException(present + ": no JSON object");
        }
        ledger.writeStartObject();
        while (provider.nextToken() == JsonToken.PROPERTY_NAME) {
            String name = provider.currentName();
            ledger.writeName(name);
            JsonToken value = provider.nextToken();
            if (name.equals("charges") && value == JsonToken.START_ARRAY) {
                ledger.writeStartArray();
                for (long order = 0; order < past.number(); order++) {
                    write(order, ledger);
                }
                while (provider.nextToken() != JsonToken.END_ARRAY) {
                    ledger.copyCurrentStructure(provider);
                }
                ledger.writeEndArray();
            } else {
                ledger.copyCurrentStructure(provider);
            }
        }
        ledger.writeEndObject();
    }

    private void write(long order, JsonGenerator ledger) {
        String id = past.id(order).toString();
        ledger.writeStartObject();
        ledger.writeStringProperty("id", past.reference(order));
        ledger.writeStringProperty("orderId", id);
        ledger.writeNumberProperty("amount", past.total(order));
        ledger.writeStringProperty("currency", PastOrders.CURRENCY);
        ledger.writeStringProperty("status", "succeeded");
        ledger.writeBooleanProperty("captured", true);
        ledger.writeNumberProperty("refunded", 0);
        ledger.writeStringProperty("idempotencyKey", "ares-payment-" + id);
        ledger.writeEndObject();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
