package dev.ares.benchmarks.consumers;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

import dev.ares.benchmarks.machine.Pause;
import dev.ares.local.server.PostgresAdmin;
import dev.ares.local.teststack.FreePorts;

/** A payment-service with a setting, its database and its topics, and what is done to it. */
final class MeasuredService implements AutoCloseable {

    private static final Duration SAMPLE = Duration.ofMillis(50);
    private static final Duration CLEAN_UP = Duration.ofSeconds(60);
    private static final Scenario WARM_UP =
            new Scenario("warm-up", 300, 0, Duration.ZERO, Duration.ZERO, Duration.ZERO, 1000, Duration.ofSeconds(60));

    private final String namespace;
    private final PaymentProcess process;
    private final PaymentTable table;
    private final StandInProvider provider;
    private final PayCommands commands;

    MeasuredService(
            Setting setting, Path jar, Path logs, Servers servers, StandInProvider provider, PayCommands commands)
            throws IOException, SQLException {
        String name = setting.name().replace(' ', '_');
        this.namespace = "bench_" + name;
        PostgresAdmin postgres = servers.postgres();
        postgres.createDatabase(namespace, Servers.PASSWORD);
        var ports = new FreePorts();
        Map<String, String> environment = new HashMap<>(setting.environment());
        environment.putAll(servers.environment(namespace, provider.address()));
        environment.put("ARES_GRPC_PORT", Integer.toString(ports.next()));
        this.process = new PaymentProcess(jar, logs.resolve(name + ".log"), ports.next(), environment);
        this.table = new PaymentTable(postgres, namespace);
        this.provider = provider;
        this.commands = commands;
        run(WARM_UP);
    }

    /** One run; what is left undone in time is cleared away before it returns. */
    Figures run(Scenario scenario) throws SQLException {
        long begun = System.nanoTime();
        provider.behave(() -> scenario.latencyAfter(Duration.ofNanos(System.nanoTime() - begun)), scenario.capacity());
        CompletableFuture<Map<String, Instant>> sending =
                CompletableFuture.supplyAsync(() -> commands.send(namespace, scenario));
        int busy = 0;
        long deadline = Long.MAX_VALUE;
        Map<String, Instant> done = Map.of();
        while (done.size() < scenario.payments() && System.nanoTime() < deadline) {
            busy = Math.max(busy, table.busyConnections());
            if (sending.isDone() && deadline == Long.MAX_VALUE) {
                deadline = System.nanoTime() + scenario.patience().toNanos();
            }
            if (sending.isDone()) {
                done = table.done(sending.join().keySet());
            }
            Pause.of(SAMPLE);
        }
        Figures figures = Figures.of(sending.join(), done, provider.mostOpen(), busy);
        clearAway(sending.join());
        return figures;
    }

    private void clearAway(Map<String, Instant> asked) throws SQLException {
        provider.behave(() -> Duration.ZERO, 1000);
        long deadline = System.nanoTime() + CLEAN_UP.toNanos();
        while (table.done(asked.keySet()).size() < asked.size() || table.open() > 0) {
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException(namespace + " did not become empty");
            }
            Pause.of(SAMPLE);
        }
    }

    @Override
    public void close() throws SQLException {
        table.close();
        process.close();
    }
}
