package dev.ares.simulator;

import java.io.Closeable;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.Duration;
import java.util.HexFormat;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Delivers events, signed as Stripe signs them. A delivery that is not answered with 2xx is repeated after 0.5 s, then
 * after twice as long each time up to a minute, {@value #ATTEMPTS} times in all; a restart begins anew.
 */
final class Webhooks implements Closeable {

    private static final int ATTEMPTS = 50;
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);
    private static final Duration LONGEST_STOP = Duration.ofSeconds(2);
    private static final int CONNECT_MILLIS = 2_000;
    private static final int READ_MILLIS = 10_000;

    private final SimulatorSettings settings;
    private final Clock clock;
    private final Consumer<String> delivered;
    private final ScheduledThreadPoolExecutor senders = new ScheduledThreadPoolExecutor(4, task -> {
        var thread = new Thread(task, "webhook");
        thread.setDaemon(true);
        return thread;
    });

    Webhooks(SimulatorSettings settings, Clock clock, Consumer<String> delivered) {
        this.settings = settings;
        this.clock = clock;
        this.delivered = delivered;
        senders.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    }

    void send(Event event, Duration delay) {
        schedule(event, 1, delay);
    }

    /** Lets attempts under way end, so that what was taken is on record and not sent again. */
    @Override
    public void close() {
        senders.shutdown();
        try {
            if (!senders.awaitTermination(LONGEST_STOP.toMillis(), TimeUnit.MILLISECONDS)) {
                senders.shutdownNow();
            }
        } catch (InterruptedException stopped) {
            senders.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }

    private void schedule(Event event, int attempt, Duration delay) {
        if (!senders.isShutdown()) {
            var unused = senders.schedule(() -> attempt(event, attempt), delay.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    private void attempt(Event event, int attempt) {
        if (accepted(event.payload())) {
            delivered.accept(event.id());
        } else if (attempt < ATTEMPTS) {
            var pause = Duration.ofMillis(500L << Math.min(attempt - 1, 10));
            schedule(event, attempt + 1, pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause);
        }
    }

    private boolean accepted(String payload) {
        try {
            var connection = (HttpURLConnection) settings.webhookUrl().toURL().openConnection();
            connection.setConnectTimeout(CONNECT_MILLIS);
            connection.setReadTimeout(READ_MILLIS);
            connection.setRequestMethod("POST");
            connection.setRequestProperty("Content-Type", "application/json; charset=utf-8");
            connection.setRequestProperty("Stripe-Signature", signature(payload));
            connection.setDoOutput(true);
            try (var body = connection.getOutputStream()) {
                body.write(payload.getBytes(StandardCharsets.UTF_8));
            }
            int status = connection.getResponseCode();
            drain(connection);
            return status / 100 == 2;
        } catch (IOException e) {
            return false;
        }
    }

    /** A connection is only used again when its answer was read to the end. */
    private static void drain(HttpURLConnection connection) throws IOException {
        try (var body =
                connection.getResponseCode() < 400 ? connection.getInputStream() : connection.getErrorStream()) {
            if (body != null) {
                body.readAllBytes();
            }
        }
    }

    private String signature(String payload) {
        return signature(payload, clock.instant().getEpochSecond(), settings.webhookSecret());
    }

    static String signature(String payload, long timestamp, String secret) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            byte[] signed = mac.doFinal((timestamp + "." + payload).getBytes(StandardCharsets.UTF_8));
            return "t=" + timestamp + ",v1=" + HexFormat.of().formatHex(signed);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
