package dev.ares.benchmarks.consumers;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import dev.ares.benchmarks.machine.Pause;
import dev.ares.benchmarks.machine.Stop;

/** A payment-service as it is shipped, in a process of its own. */
final class PaymentProcess implements AutoCloseable {

    static final List<String> FLAGS = List.of("-Xmx256m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1");

    private static final Duration START = Duration.ofMinutes(4);
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final Process process;
    private final Path log;

    PaymentProcess(Path jar, Path log, int port, Map<String, String> environment) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(FLAGS);
        command.addAll(List.of("-jar", jar.toString()));
        var builder = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
        builder.environment().put("ARES_HTTP_PORT", Integer.toString(port));
        builder.environment().putAll(environment);
        this.log = log;
        this.process = builder.start();
        // When the benchmark is interrupted, what it started ends with it.
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
        awaitReady(URI.create("http://127.0.0.1:" + port + "/healthz"));
    }

    private void awaitReady(URI health) throws IOException {
        long deadline = System.nanoTime() + START.toNanos();
        while (!isUp(health)) {
            if (!process.isAlive() || System.nanoTime() > deadline) {
                process.destroyForcibly();
                throw new IOException("payment-service did not start; its log: " + log);
            }
            Pause.of(Duration.ofMillis(200));
        }
    }

    private static boolean isUp(URI health) {
        try {
            var request = HttpRequest.newBuilder(health)
                    .timeout(Duration.ofSeconds(2))
                    .build();
            return HTTP.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException notYet) {
            return false;
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stopped);
        }
    }

    @Override
    public void close() {
        Stop.of(process);
    }
}
