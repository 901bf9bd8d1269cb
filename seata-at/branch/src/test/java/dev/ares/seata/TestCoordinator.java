package dev.ares.seata;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;

import dev.ares.local.process.PortUse;
import dev.ares.local.process.Processes;
import dev.ares.local.process.StateFolder;
import dev.ares.local.server.SeataServer;
import dev.ares.local.teststack.FreePorts;
import dev.ares.local.teststack.TestStack;

import static org.awaitility.Awaitility.await;

/** A coordinator of one test, as the local stack runs it. It ends with the test JVM at the latest. */
public final class TestCoordinator implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final StateFolder state;
    private final SeataServer part;
    private final Processes processes;

    private TestCoordinator(StateFolder state, SeataServer part) {
        this.state = state;
        this.part = part;
        this.processes = new Processes(state);
    }

    /** One that keeps its transactions in files. */
    public static TestCoordinator start() {
        return start(new SeataServer.Store.Files());
    }

    static TestCoordinator start(SeataServer.Store store) {
        try {
            TestStack stack = TestStack.join();
            StateFolder state = stack.folderOfThisJvm("seata");
            var port = new PortUse(new FreePorts().next(), "none: chosen among the free ports");
            var coordinator = new TestCoordinator(
                    state, new SeataServer(state, stack.modules().resolve("seata"), port, store));
            coordinator.startAgain();
            return coordinator;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    public int port() {
        return part.port().port();
    }

    public void startAgain() {
        processes.start(part);
    }

    /** As a power cut would. */
    public void kill() {
        processes.stop(part.name(), "KILL", PATIENCE);
        // On a busy machine the port outlives the process for a moment, and would be taken for that of the next one.
        await().atMost(PATIENCE).until(() -> !part.ready());
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
