package dev.ares.benchmarks.consumers;

import java.io.IOException;
import java.net.URI;
import java.sql.SQLException;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;

import dev.ares.local.server.PostgresAdmin;
import dev.ares.local.teststack.TestServer;
import dev.ares.local.teststack.TestStack;

/** The PostgreSQL and the Kafka of the local stack, started for this run and stopped after it. */
record Servers(TestStack stack) {

    static final String PASSWORD = "benchmark";

    /** Refuses to measure a database that might forget. */
    static Servers start() throws IOException, SQLException {
        var servers = new Servers(TestStack.join());
        servers.stack.require(TestServer.KAFKA);
        Map<String, String> durability = servers.postgres().durability();
        if (!durability.values().stream().allMatch("on"::equals)) {
            throw new IllegalStateException("PostgreSQL: " + durability + " (expected: all on)");
        }
        return servers;
    }

    PostgresAdmin postgres() {
        return stack.postgres();
    }

    String kafka() {
        return "127.0.0.1:" + stack.description().kafka();
    }

    Map<String, String> environment(String database, URI provider) {
        var environment = new HashMap<String, String>();
        environment.put(
                "ARES_POSTGRES_PORT", Integer.toString(stack.description().postgres()));
        environment.put("ARES_DATABASE_NAME", database);
        environment.put("ARES_DATABASE_USER", database);
        environment.put("ARES_DATABASE_PASSWORD", PASSWORD);
        environment.put("ARES_KAFKA", kafka());
        environment.put("ARES_MESSAGING_NAMESPACE", database);
        environment.put("ARES_STRIPE_API_BASE", provider.toString());
        environment.put("ARES_STRIPE_API_KEY", "sk_test_benchmark");
        environment.put("ARES_STRIPE_WEBHOOK_SECRET", "whsec_benchmark");
        environment.put("ARES_SERVICE_TOKEN_SECRET", Base64.getEncoder().encodeToString(new byte[32]));
        environment.put("ARES_SETTINGS_NACOS_ENABLED", "false");
        environment.put("SPRING_CLOUD_NACOS_DISCOVERY_ENABLED", "false");
        return environment;
    }
}
