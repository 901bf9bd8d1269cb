package dev.ares.test.infrastructure;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.UUID;

import dev.ares.local.process.Part;
import dev.ares.local.process.PortUse;
import dev.ares.local.process.Processes;
import dev.ares.local.process.Signals;
import dev.ares.local.process.StateFolder;
import dev.ares.local.server.KafkaServer;
import dev.ares.local.teststack.FreePorts;

/**
 * A broker of one test, which may break it. Address and data stay the same over stops and starts. It ends with the test JVM
 * at the latest, however that ends.
 */
public final class PrivateKafka implements AutoCloseable {

    private static final String SETTING = "none: chosen among the free ports";
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final StateFolder state;
    private final Processes processes;
    private final Part part;
    private final int port;

    private PrivateKafka(StateFolder state, KafkaServer part) {
        this.state = state;
        this.processes = new Processes(state);
        this.part = part;
        this.port = part.port().port();
    }

    /** Starts a broker and returns when it serves requests, which takes some seconds. */
    public static PrivateKafka start() {
        try {
            var stack = Infrastructures.stack();
            StateFolder state = stack.folderOfThisJvm("kafka-" + UUID.randomUUID());
            var ports = new FreePorts();
            var kafka = new PrivateKafka(
                    state,
                    new KafkaServer(
                            "kafka",
                            state,
                            stack.modules().resolve("kafka"),
                            new PortUse(ports.next(), SETTING),
                            new PortUse(ports.next(), SETTING)));
            kafka.startAgain();
            return kafka;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** {@code host:port}. */
    public String address() {
        return "127.0.0.1:" + port;
    }

    /** Ends the broker in good order. */
    public void stop() {
        processes.stop(part.name(), part.stopSignal(), PATIENCE);
    }

    /** Ends the broker as a power cut would. */
    public void kill() {
        processes.stop(part.name(), "KILL", PATIENCE);
    }

    /** Returns when the broker serves requests again. */
    public void startAgain() {
        processes.start(part);
    }

    /** Freezes the broker: connections stay open and are not answered. */
    public void pause() {
        processes.find(part.name()).ifPresent(process -> Signals.send("STOP", process));
    }

    /** Lets a paused broker go on. */
    public void resume() {
        processes.find(part.name()).ifPresent(process -> Signals.send("CONT", process));
    }

    @Override
    public void close() {
        kill();
        try {
            state.delete();
        } catch (IOException keptForTheSupervisor) {
            // It removes what is left when this JVM ends.
        }
    }
}
