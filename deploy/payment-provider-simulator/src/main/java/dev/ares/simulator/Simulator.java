package dev.ares.simulator;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

import com.sun.net.httpserver.HttpServer;

/**
 * A running simulator: the API, the ledger and the webhooks. Everything answered is on disk, so that a kill at any
 * point loses nothing that a caller was told. Closing frees the port and the ledger's lock.
 */
public final class Simulator implements Closeable {

    private static final int THREADS = 8;

    static {
        // Without it every answer on a kept connection waits for a delayed acknowledgement: 40 ms.
        System.setProperty("sun.net.httpserver.nodelay", "true");
    }

    private final HttpServer server;
    private final ExecutorService threads;
    private final Ledger ledger;
    private final Webhooks webhooks;

    private Simulator(HttpServer server, ExecutorService threads, Ledger ledger, Webhooks webhooks) {
        this.server = server;
        this.threads = threads;
        this.ledger = ledger;
        this.webhooks = webhooks;
    }

    /**
     * Starts serving. Events that the last process did not get rid of are sent again.
     *
     * @throws IOException when the port is taken or the ledger damaged or in use
     */
    public static Simulator start(SimulatorSettings settings, Clock clock) throws IOException {
        var server = HttpServer.create(listen(settings), 256);
        var keys = new IdempotencyKeys();
        var ledger = new Ledger(settings.state(), keys);
        var webhooks = new Webhooks(settings, clock, ledger::delivered);
        var threads = Executors.newFixedThreadPool(THREADS, task -> new Thread(task, "api"));
        var payments = new Payments(settings, ledger, keys, webhooks, clock);
        var refunds = new Refunds(settings, ledger, keys, webhooks, clock);
        server.createContext("/", new Api(settings.apiKey(), payments, refunds, ledger, threads));
        server.setExecutor(threads);
        server.start();
        refunds.resume();
        ledger.undelivered().forEach(event -> webhooks.send(event, Duration.ofSeconds(1)));
        return new Simulator(server, threads, ledger, webhooks);
    }

    /** The base address of the API, for {@code ARES_STRIPE_API_BASE}. */
    public URI address() {
        InetSocketAddress address = server.getAddress();
        return URI.create("http://" + address.getHostString() + ":" + address.getPort());
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
        webhooks.close();
        try {
            ledger.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static InetSocketAddress listen(SimulatorSettings settings) throws IOException {
        var address = new InetSocketAddress(settings.bindAddress(), settings.port());
        if (address.isUnresolved()) {
            throw new IOException("ARES_BIND_ADDRESS: " + settings.bindAddress() + " (expected: a local address)");
        }
        return address;
    }
}
