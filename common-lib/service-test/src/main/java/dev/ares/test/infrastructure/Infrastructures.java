package dev.ares.test.infrastructure;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.SQLException;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

import org.jspecify.annotations.Nullable;

import dev.ares.local.server.PostgresAdmin;
import dev.ares.local.teststack.StackDescription;
import dev.ares.local.teststack.TestServer;
import dev.ares.local.teststack.TestStack;

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

    private Infrastructures() {}

    static Infrastructure get(Key key) {
        return MADE.computeIfAbsent(key, Infrastructures::make);
    }

    static TestStack stack() {
        return Joined.STACK;
    }

    private static Infrastructure make(Key key) {
        key.servers().forEach(server -> stack().require(server));
        StackDescription where = stack().description();
        String suffix = UUID.randomUUID().toString().replace("-", "").substring(0, 12);
        String name = "t_" + key.database() + "_" + suffix;
        String password = UUID.randomUUID().toString();
        boolean postgres = key.servers().contains(TestServer.POSTGRES);
        if (postgres) {
            createDatabase(name, password);
        }
        boolean redis = key.servers().contains(TestServer.REDIS);
        var infrastructure = new Infrastructure(
                new PostgresAdmin(where.postgres(), where.postgresPassword()),
                name,
                password,
                postgres ? where.postgres() : Infrastructure.CLOSED_PORT,
                redis ? where.redis() : Infrastructure.CLOSED_PORT,
                redis ? RedisDatabases.takeFresh(where.redis()) : 0,
                key.servers().contains(TestServer.KAFKA) ? where.kafka() : Infrastructure.CLOSED_PORT,
                key.servers().contains(TestServer.NACOS) ? where.nacos() : Infrastructure.CLOSED_PORT,
                suffix,
                Map.of());
        return ServiceEnvironment.of(infrastructure);
    }

    /** Dropped when the JVM ends: a stack that is kept running would fill up otherwise. */
    private static void createDatabase(String name, String password) {
        PostgresAdmin admin = stack().postgres();
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

    private static final class Joined {
        static final TestStack STACK = join();

        private static TestStack join() {
            try {
                return TestStack.join();
            } catch (IOException failure) {
                throw new UncheckedIOException(failure);
            }
        }
    }
}
