package dev.ares.test.infrastructure;

import java.sql.SQLException;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

import org.jspecify.annotations.Nullable;

import dev.ares.local.server.PostgresAdmin;
import dev.ares.local.teststack.TestServer;

/** The infrastructures of this JVM, made when they are first needed. */
final class Infrastructures {

    /**
     * Equal keys share an infrastructure.
     *
     * @param owner the test class that keeps it to itself, or null
     */
    record Key(
            String database,
            Set<TestServer> servers,
            @Nullable String owner) {

        static Key of(LocalInfrastructure wanted, Class<?> testClass) {
            return new Key(wanted.database(), Set.of(wanted.servers()), wanted.isolated() ? testClass.getName() : null);
        }
    }

    private static final Map<Key, Infrastructure> MADE = new ConcurrentHashMap<>();

    private static @Nullable TestServers chosen;

    private Infrastructures() {}

    static Infrastructure get(Key key) {
        return MADE.computeIfAbsent(key, Infrastructures::make);
    }

    /** Whoever asks after a failure gets the same sentence, where a static initializer would leave a missing class. */
    static synchronized TestServers servers() {
        TestServers servers = chosen;
        if (servers == null) {
            servers = TestServers.chosen();
            chosen = servers;
        }
        return servers;
    }

    private static Infrastructure make(Key key) {
        String suffix = UUID.randomUUID().toString().replace("-", "").substring(0, 12);
        String name = "t_" + key.database() + "_" + suffix;
        String password = UUID.randomUUID().toString();
        int postgres = port(key, TestServer.POSTGRES);
        if (postgres != Infrastructure.CLOSED_PORT) {
            createDatabase(name, password);
        }
        int redis = port(key, TestServer.REDIS);
        var infrastructure = new Infrastructure(
                postgres == Infrastructure.CLOSED_PORT
                        ? new PostgresAdmin(postgres, "")
                        : servers().postgres(),
                name,
                password,
                postgres,
                redis,
                redis == Infrastructure.CLOSED_PORT ? 0 : RedisDatabases.takeFresh(redis),
                port(key, TestServer.KAFKA),
                port(key, TestServer.NACOS),
                suffix,
                Map.of());
        return ServiceEnvironment.of(infrastructure);
    }

    private static int port(Key key, TestServer server) {
        return key.servers().contains(server) ? servers().port(server) : Infrastructure.CLOSED_PORT;
    }

    /** Dropped when the JVM ends: a stack that is kept running would fill up otherwise. */
    private static void createDatabase(String name, String password) {
        PostgresAdmin admin = servers().postgres();
        try {
            admin.createDatabase(name, password);
        } catch (SQLException failure) {
            throw new IllegalStateException("database " + name + " could not be made: " + failure, failure);
        }
        Runtime.getRuntime()
                .addShutdownHook(new Thread(
                        () -> {
                            try {
                                admin.dropDatabase(name);
                            } catch (SQLException stackIsGone) {
                                // It went with its stack.
                            }
                        },
                        "drop " + name));
    }
}
