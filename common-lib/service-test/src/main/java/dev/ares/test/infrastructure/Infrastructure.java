package dev.ares.test.infrastructure;

import java.util.Map;

import dev.ares.local.server.PostgresAdmin;
import dev.ares.local.teststack.FreePorts;

/**
 * Servers with room of its own for one test class or context, all on 127.0.0.1.
 *
 * @param postgres the server with all rights, for what a service's role may not do
 * @param databaseName of a fresh database; its owner has the same name and the time limits of every service's role
 * @param redisDatabase index of a fresh Redis database
 * @param suffix unique, lower-case letters and digits: for names that would meet those of other tests
 * @param properties what a service finds in its environment, by the names of the variables
 */
public record Infrastructure(
        PostgresAdmin postgres,
        String databaseName,
        String databasePassword,
        int postgresPort,
        int redisPort,
        int redisDatabase,
        int kafkaPort,
        int nacosPort,
        String suffix,
        Map<String, String> properties) {

    /** In place of the port of a server that was not asked for: nobody listens there. */
    static final int CLOSED_PORT = 1;

    private static final FreePorts PORTS = new FreePorts();

    /** {@code host:port} of the broker. */
    public String kafka() {
        return "127.0.0.1:" + kafkaPort;
    }

    /** {@code host:port}. */
    public String nacos() {
        return "127.0.0.1:" + nacosPort;
    }

    /** For JDBC, as the owner of the database. */
    public String jdbcUrl() {
        return "jdbc:postgresql://127.0.0.1:" + postgresPort + "/" + databaseName;
    }

    /** A port that nobody listens on. */
    public static int freePort() {
        return PORTS.next();
    }
}
