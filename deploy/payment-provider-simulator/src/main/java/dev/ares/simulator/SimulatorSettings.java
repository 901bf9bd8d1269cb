package dev.ares.simulator;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * What a simulator runs with.
 *
 * @param port 0 takes any free port
 * @param slow how long {@code pm_sim_slow} thinks before it does the work
 * @param silence how long {@code pm_sim_timeoutAfterSuccess} keeps the answer back once the work is done
 * @param late how long {@code pm_sim_lateWebhook} keeps its webhook back
 */
public record SimulatorSettings(
        String bindAddress,
        int port,
        Path state,
        String apiKey,
        String webhookSecret,
        URI webhookUrl,
        Duration slow,
        Duration silence,
        Duration late) {

    static final String HELP = """
            usage: java -jar payment-provider-simulator.jar

            Speaks the part of the Stripe API that payment-service uses. Settings come from the environment:
              ARES_STRIPE_API_KEY         key that callers must present (required)
              ARES_STRIPE_WEBHOOK_SECRET  signs the webhooks (required)
              ARES_SIMULATOR_WEBHOOK_URL  where webhooks go (default http://127.0.0.1:8080/api/webhooks/stripe)
              ARES_SIMULATOR_STATE        folder of the ledger (default .ares/simulator)
              ARES_SIMULATOR_PORT         default 8090; 0 takes any free port
              ARES_BIND_ADDRESS           default 127.0.0.1
              ARES_SIMULATOR_SLOW         what pm_sim_slow takes, ISO 8601 (default PT3S)
              ARES_SIMULATOR_SILENCE      how long pm_sim_timeoutAfterSuccess stays silent (default PT30S)
              ARES_SIMULATOR_LATE         delay of the webhook of pm_sim_lateWebhook (default PT5S)

            GET /healthz, and GET /simulator/ledger: every charge and refund as JSON.""";

    /**
     * Reads the settings.
     *
     * @throws IllegalArgumentException naming the variable and what was expected
     */
    static SimulatorSettings from(Map<String, String> environment) {
        return new SimulatorSettings(
                environment.getOrDefault("ARES_BIND_ADDRESS", "127.0.0.1"),
                port(environment.getOrDefault("ARES_SIMULATOR_PORT", "8090")),
                Path.of(environment.getOrDefault("ARES_SIMULATOR_STATE", ".ares/simulator")),
                required(environment, "ARES_STRIPE_API_KEY"),
                required(environment, "ARES_STRIPE_WEBHOOK_SECRET"),
                URI.create(environment.getOrDefault(
                        "ARES_SIMULATOR_WEBHOOK_URL", "http://127.0.0.1:8080/api/webhooks/stripe")),
                duration(environment, "ARES_SIMULATOR_SLOW", "PT3S"),
                duration(environment, "ARES_SIMULATOR_SILENCE", "PT30S"),
                duration(environment, "ARES_SIMULATOR_LATE", "PT5S"));
    }

    private static String required(Map<String, String> environment, String name) {
        @Nullable String value = environment.get(name);
        if (value == null || value.isBlank()) {
            throw new IllegalArgumentException(name + ": missing (expected: a secret, see --help)");
        }
        return value;
    }

    private static int port(String text) {
        if (!text.matches("\\d{1,5}") || Integer.parseInt(text) > 65_535) {
            throw new IllegalArgumentException("ARES_SIMULATOR_PORT: " + text + " (expected: 0 to 65535)");
        }
        return Integer.parseInt(text);
    }

    private static Duration duration(Map<String, String> environment, String name, String fallback) {
        String text = environment.getOrDefault(name, fallback);
        try {
            return Duration.parse(text);
        } catch (java.time.format.DateTimeParseException e) {
            throw new IllegalArgumentException(name + ": " + text + " (expected: ISO 8601 like PT3S)", e);
        }
    }
}
