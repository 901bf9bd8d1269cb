package dev.ares.test.infrastructure;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.UUID;

import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.wait.strategy.Wait;
import org.testcontainers.containers.wait.strategy.WaitStrategy;

import dev.ares.local.server.PostgresAdmin;

/**
 * The four servers as containers, not started yet. Ports are chosen here instead of by the engine: brokers and Nacos tell
 * their own to clients. Only this machine reaches them.
 */
final class ServerContainers {

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private ServerContainers() {}

    static GenericContainer<?> postgres(int port, String password) {
        return container("postgres", List.of(port + ":5432"), 5432)
                .withEnv("POSTGRES_USER", PostgresAdmin.SUPERUSER)
                .withEnv("POSTGRES_DB", "postgres")
                .withEnv("POSTGRES_PASSWORD", password)
                .withCommand("postgres", "-c", "max_connections=300", "-c", "max_wal_size=512MB");
    }

    static GenericContainer<?> redis(int port) {
        return container("redis", List.of(port + ":6379"), 6379)
                .withCommand("redis-server", "--save", "", "--appendonly", "no", "--databases", "4096");
    }

    static GenericContainer<?> kafka(int port) {
        return container("apache/kafka", List.of(port + ":" + port), port)
                .withEnv("KAFKA_NODE_ID", "1")
                .withEnv("KAFKA_PROCESS_ROLES", "broker,controller")
                .withEnv("KAFKA_CONTROLLER_QUORUM_VOTERS", "1@localhost:9093")
                .withEnv("KAFKA_CONTROLLER_LISTENER_NAMES", "CONTROLLER")
                .withEnv("KAFKA_LISTENERS", "PLAINTEXT://:" + port + ",CONTROLLER://localhost:9093")
                .withEnv("KAFKA_ADVERTISED_LISTENERS", "PLAINTEXT://127.0.0.1:" + port)
                .withEnv("KAFKA_LISTENER_SECURITY_PROTOCOL_MAP", "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT")
                .withEnv("KAFKA_LOG_DIRS", "/var/lib/kafka/data")
                .withEnv("KAFKA_NUM_PARTITIONS", "4")
                .withEnv("KAFKA_OFFSETS_TOPIC_NUM_PARTITIONS", "4")
                .withEnv("KAFKA_OFFSETS_TOPIC_REPLICATION_FACTOR", "1")
                .withEnv("KAFKA_TRANSACTION_STATE_LOG_NUM_PARTITIONS", "4")
                .withEnv("KAFKA_TRANSACTION_STATE_LOG_REPLICATION_FACTOR", "1")
                .withEnv("KAFKA_TRANSACTION_STATE_LOG_MIN_ISR", "1")
                .withEnv("KAFKA_GROUP_INITIAL_REBALANCE_DELAY_MS", "0")
                .withEnv("KAFKA_HEAP_OPTS", "-Xmx256m");
    }

    static GenericContainer<?> nacos(int port, int grpc) {
        String secret = UUID.randomUUID() + "-" + UUID.randomUUID();
        return container("nacos/nacos-server", List.of(port + ":" + port, grpc + ":" + grpc), port)
                .withEnv("MODE", "standalone")
                .withEnv("NACOS_DEPLOYMENT_TYPE", "server")
                .withEnv("NACOS_APPLICATION_PORT", Integer.toString(port))
                .withEnv("NACOS_AUTH_ENABLE", "false")
                .withEnv(
                        "NACOS_AUTH_TOKEN",
                        Base64.getEncoder().encodeToString(secret.getBytes(StandardCharsets.US_ASCII)))
                .withEnv("NACOS_AUTH_IDENTITY_KEY", "ares")
                .withEnv("NACOS_AUTH_IDENTITY_VALUE", secret)
                .withEnv("JVM_XMS", "256m")
                .withEnv("JVM_XMX", "256m")
                .withEnv("JVM_XMN", "96m")
                .waitingFor(inside("curl -sf http://127.0.0.1:" + port + "/nacos/v3/admin/core/state/readiness"));
    }

    private static GenericContainer<?> container(String repository, List<String> published, int awaited) {
        var container = new GenericContainer<>(ComposeImages.pinned(repository));
        var bindings = new ArrayList<String>();
        published.forEach(each -> bindings.add("127.0.0.1:" + each));
        container.addExposedPort(awaited);
        container.setPortBindings(bindings);
        container.setWaitStrategy(inside("bash -c 'exec 3<>/dev/tcp/127.0.0.1/" + awaited + "'"));
        return container;
    }

    /** The engine takes connections before the server does, so the question is asked in the container. */
    private static WaitStrategy inside(String command) {
        return Wait.forSuccessfulCommand(command).withStartupTimeout(PATIENCE);
    }
}
