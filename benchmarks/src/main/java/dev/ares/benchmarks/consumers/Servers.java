package dev.ares.benchmarks.consumers;

import java.io.IOException;
import java.net.URI;
import java.sql.SQLException;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;

import dev.ares.benchmarks.machine.LocalServers;
import dev.ares.local.server.PostgresAdmin;
import dev.ares.local.teststack.TestServer;

/** The PostgreSQL and the Kafka of the local stack, and how a service is told of them. */
record Servers(LocalServers local) {

    static final String PASSWORD = LocalServers.PASSWORD;

    static Servers start() throws IOException, SQLException {
        return new Servers(LocalServers.start(TestServer.KAFKA));
    }

    PostgresAdmin postgres() {
        return local.postgres();
    }

    String kafka() {
        return local.kafka();
    }

    Map<String, String> environment(String database, URI provider) {
        var environment = new HashMap<String, String>();
        environment.put(
                "ARES_POSTGRES_PORT",
                Integer.toString(local.stack().description().postgres()));
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
