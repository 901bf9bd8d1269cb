package dev.ares.local.server;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;

/** Makes databases and reads settings, as the superuser of a PostgreSQL on this machine. Every wait is bounded. */
public record PostgresAdmin(int port, String password) {

    /** Owner of the cluster; no service logs in with it. */
    public static final String SUPERUSER = "ares_superuser";

    private static final List<String> DURABILITY = List.of("fsync", "full_page_writes", "synchronous_commit");

    /** A frozen service must not hold the shop: what it holds is taken from it after these. */
    private static final Map<String, String> TIME_LIMITS = new LinkedHashMap<>(
            Map.of("idle_in_transaction_session_timeout", "5s", "transaction_timeout", "15s", "lock_timeout", "3s"));

    /**
     * Makes a database and the role of the same name that owns it, with the time limits of every service. Keeps what is
     * there, and brings password and limits up to date.
     */
    public void createDatabase(String name, String ownerPassword) throws SQLException {
        String quoted = '"' + name.replace("\"", "\"\"") + '"';
        String secret = '\'' + ownerPassword.replace("'", "''") + '\'';
        try (Connection connection = connect("postgres")) {
            if (!exists(connection, "SELECT 1 FROM pg_roles WHERE rolname = ?", name)) {
                execute(connection, "CREATE ROLE " + quoted + " LOGIN");
            }
            execute(connection, "ALTER ROLE " + quoted + " PASSWORD " + secret);
            for (var limit : TIME_LIMITS.entrySet()) {
                execute(
                        connection,
                        "ALTER ROLE " + quoted + " SET " + limit.getKey() + " = '" + limit.getValue() + "'");
            }
            if (!exists(connection, "SELECT 1 FROM pg_database WHERE datname = ?", name)) {
                execute(connection, "CREATE DATABASE " + quoted + " OWNER " + quoted);
                execute(connection, "REVOKE ALL ON DATABASE " + quoted + " FROM PUBLIC");
            }
        }
    }

    /** Drops a database and its role, with the connections that use it. Harmless when they are gone. */
    public void dropDatabase(String name) throws SQLException {
        String quoted = '"' + name.replace("\"", "\"\"") + '"';
        try (Connection connection = connect("postgres")) {
            execute(connection, "DROP DATABASE IF EXISTS " + quoted + " WITH (FORCE)");
            execute(connection, "DROP ROLE IF EXISTS " + quoted);
        }
    }

    /** The settings that decide whether a commit survives a power cut, by name. */
    public Map<String, String> durability() throws SQLException {
        var values = new LinkedHashMap<String, String>();
        try (Connection connection = connect("postgres");
                var statement = connection.createStatement()) {
            for (String setting : DURABILITY) {
                try (var result = statement.executeQuery("SHOW " + setting)) {
                    result.next();
                    values.put(setting, result.getString(1));
                }
            }
        }
        return values;
    }

    boolean answers() {
        try (Connection connection = connect("postgres")) {
            return connection.isValid(1);
        } catch (SQLException notYet) {
            return false;
        }
    }

    /** A connection as superuser, to be closed by the caller. */
    public Connection connect(String database) throws SQLException {
        var properties = new Properties();
        properties.setProperty("user", SUPERUSER);
        properties.setProperty("password", password);
        properties.setProperty("connectTimeout", "2");
        properties.setProperty("socketTimeout", "30");
        return DriverManager.getConnection(
                "jdbc:postgresql://" + Loopback.ADDRESS + ":" + port + "/" + database, properties);
    }

    private static boolean exists(Connection connection, String query, String name) throws SQLException {
        try (var statement = connection.prepareStatement(query)) {
            statement.setString(1, name);
            try (var result = statement.executeQuery()) {
                return result.next();
            }
        }
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
