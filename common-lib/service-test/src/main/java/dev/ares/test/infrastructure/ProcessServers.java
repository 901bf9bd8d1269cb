package dev.ares.test.infrastructure;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.UUID;

import dev.ares.local.process.PortUse;
import dev.ares.local.server.KafkaServer;
import dev.ares.local.server.PostgresAdmin;
import dev.ares.local.teststack.FreePorts;
import dev.ares.local.teststack.TestServer;
import dev.ares.local.teststack.TestStack;

/** The servers of the local stack, as processes that all test JVMs of a Maven run share. */
record ProcessServers(TestStack stack) implements TestServers {

    static ProcessServers join() {
        try {
            return new ProcessServers(TestStack.join());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    @Override
    public int port(TestServer server) {
        stack.require(server);
        return switch (server) {
            case POSTGRES -> stack.description().postgres();
            case REDIS -> stack.description().redis();
            case KAFKA -> stack.description().kafka();
            case NACOS -> stack.description().nacos();
        };
    }

    @Override
    public PostgresAdmin postgres() {
        return stack.postgres();
    }

    @Override
    public BreakableBroker newBroker() {
        try {
            var state = stack.folderOfThisJvm("kafka-" + UUID.randomUUID());
            var ports = new FreePorts();
            var broker = new ProcessBroker(
                    state,
                    new KafkaServer(
                            "kafka",
                            state,
                            stack.modules().resolve("kafka"),
                            new PortUse(ports.next(), ProcessBroker.SETTING),
                            new PortUse(ports.next(), ProcessBroker.SETTING)));
            broker.startAgain();
            return broker;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
