package dev.ares.test.infrastructure;

import java.io.IOException;
import java.time.Duration;

import dev.ares.local.process.Processes;
import dev.ares.local.process.Signals;
import dev.ares.local.process.StateFolder;
import dev.ares.local.server.KafkaServer;

/** A broker that is a process of this machine. */
record ProcessBroker(StateFolder state, Processes processes, KafkaServer part) implements BreakableBroker {

    static final String SETTING = "none: chosen among the free ports";
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    ProcessBroker(StateFolder state, KafkaServer part) {
        this(state, new Processes(state), part);
    }

    @Override
    public int port() {
        return part.port().port();
    }

    @Override
    public void stop() {
        processes.stop(part.name(), part.stopSignal(), PATIENCE);
    }

    @Override
    public void kill() {
        processes.stop(part.name(), "KILL", PATIENCE);
    }

    @Override
    public void startAgain() {
        processes.start(part);
    }

    @Override
    public void pause() {
        processes.find(part.name()).ifPresent(process -> Signals.send("STOP", process));
    }

    @Override
    public void resume() {
        processes.find(part.name()).ifPresent(process -> Signals.send("CONT", process));
    }

    @Override
    public void remove() {
        kill();
        try {
            state.delete();
        } catch (IOException keptForTheSupervisor) {
            // It removes what is left when this JVM ends.
        }
    }
}
