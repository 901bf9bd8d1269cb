package dev.ares.benchmarks.relay;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

import dev.ares.benchmarks.machine.LocalServers;

/** What a contender has for itself: a database, a topic, and both of them named alike. */
record Site(LocalServers servers, String name) {

    /** 300 bytes, as text for those who keep text. */
    static final String BODY = "0123456789".repeat(30);

    /** As many as our library gives a topic. */
    static final int PARTITIONS = 6;

    static final Map<String, Object> PRODUCER =
            Map.of("acks", "all", "enable.idempotence", "true", "linger.ms", "0", "batch.size", "65536");

    static Site prepare(LocalServers servers, String name) throws SQLException {
        servers.recreate(name);
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", servers.kafka()))) {
            admin.createTopics(Set.of(new NewTopic(name, PARTITIONS, (short) 1)))
                    .all()
                    .get();
        } catch (ExecutionException failed) {
            throw new IllegalStateException("topic " + name, failed);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stopped);
        }
        return new Site(servers, name);
    }

    String topic() {
        return name;
    }

    HikariDataSource pool(int connections) {
        var config = new HikariConfig();
        config.setJdbcUrl(servers.jdbcUrl(name));
        config.setUsername(name);
        config.setPassword(LocalServers.PASSWORD);
        config.setMaximumPoolSize(connections);
        config.setAutoCommit(false);
        // Prepared on the server at once, not from the fifth time on.
        config.addDataSourceProperty("prepareThreshold", "1");
        return new HikariDataSource(config);
    }

    KafkaProducer<String, byte[]> producer() {
        var settings = new HashMap<>(PRODUCER);
        settings.put("bootstrap.servers", servers.kafka());
        return new KafkaProducer<>(settings, new StringSerializer(), new ByteArraySerializer());
    }

    /** As the owner, without a limit of time. */
    void execute(String sql) throws SQLException {
        try (Connection connection = servers.connect(name);
                var statement = connection.createStatement()) {
            statement.execute("SET transaction_timeout = 0");
            statement.execute(sql);
        }
    }

    long count(String sql) throws SQLException {
        try (Connection connection = servers.connect(name);
                var statement = connection.createStatement();
                var row = statement.executeQuery(sql)) {
            row.next();
            return row.getLong(1);
        }
    }
}
