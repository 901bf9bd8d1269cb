package dev.ares.test.infrastructure;

import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;

import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.GenericContainer;

import dev.ares.local.server.PostgresAdmin;
import dev.ares.local.teststack.FreePorts;
import dev.ares.local.teststack.TestServer;

/** Servers in containers of this JVM, from the images of docker-compose.yml. They end with the JVM. */
final class ContainerServers implements TestServers {

    private static final int NACOS_GRPC_OFFSET = 1000;

    private final Map<TestServer, Integer> ports = new ConcurrentHashMap<>();
    private final FreePorts free = new FreePorts();
    private final String password = UUID.randomUUID().toString();

    private ContainerServers() {}

    static ContainerServers onThisEngine() {
        return on(() -> DockerClientFactory.instance().isDockerAvailable());
    }

    /** @throws IllegalStateException that says in a sentence what is missing */
    static ContainerServers on(BooleanSupplier engine) {
        if (!engine.getAsBoolean()) {
            throw new IllegalStateException(
                    SETTING + ": testcontainers, but no Docker engine answers (expected: one on this"
                            + " machine that this user may use; without the property the tests need none)");
        }
        return new ContainerServers();
    }

    @Override
    public int port(TestServer server) {
        return ports.computeIfAbsent(server, this::start);
    }

    @Override
    public PostgresAdmin postgres() {
        return new PostgresAdmin(port(TestServer.POSTGRES), password);
    }

    @Override
    public BreakableBroker newBroker() {
        int port = free.next();
        GenericContainer<?> container = ServerContainers.kafka(port);
        container.start();
        return new ContainerBroker(container, port);
    }

    private int start(TestServer server) {
        int port = server == TestServer.NACOS ? free.next(NACOS_GRPC_OFFSET) : free.next();
        GenericContainer<?> container =
                switch (server) {
                    case POSTGRES -> ServerContainers.postgres(port, password);
                    case REDIS -> ServerContainers.redis(port);
                    case KAFKA -> ServerContainers.kafka(port);
                    case NACOS -> ServerContainers.nacos(port, port + NACOS_GRPC_OFFSET);
                };
        // Testcontainers removes it when the JVM ends, however that happens.
        container.start();
        return port;
    }
}
