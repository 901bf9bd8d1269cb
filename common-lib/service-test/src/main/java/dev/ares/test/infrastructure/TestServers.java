package dev.ares.test.infrastructure;

import dev.ares.local.server.PostgresAdmin;
import dev.ares.local.teststack.TestServer;

/** Where the servers of tests run; all of them are reached at 127.0.0.1. */
interface TestServers {

    /** Names the property that chooses: {@code processes}, the default, or {@code testcontainers}. */
    String SETTING = "ares.infrastructure";

    /** The port of the server, which is ready by then. It is started when nobody has. */
    int port(TestServer server);

    /** The PostgreSQL server with all rights. */
    PostgresAdmin postgres();

    /** A broker for one test. */
    BreakableBroker newBroker();

    /** The servers that {@value #SETTING} names. */
    static TestServers chosen() {
        String chosen = System.getProperty(SETTING, "processes");
        return switch (chosen) {
            case "processes" -> ProcessServers.join();
            case "testcontainers" -> ContainerServers.onThisEngine();
            default ->
                throw new IllegalStateException(SETTING + ": " + chosen + " (expected: processes or testcontainers)");
        };
    }
}
