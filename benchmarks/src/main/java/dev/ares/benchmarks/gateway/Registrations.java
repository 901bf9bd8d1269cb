package dev.ares.benchmarks.gateway;

import java.io.IOException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Keeps stand-ins in the registry, as a service's client would. */
final class Registrations implements AutoCloseable {

    private static final int BEAT_SECONDS = 5;

    private final Nacos nacos;
    private final ScheduledExecutorService heart = Executors.newSingleThreadScheduledExecutor(beat -> {
        var thread = new Thread(beat, "heartbeats");
        thread.setDaemon(true);
        return thread;
    });

    Registrations(Nacos nacos) {
        this.nacos = nacos;
    }

    /** From now on, until closed. */
    void add(String service, int port, String version) throws IOException {
        nacos.register(service, port, version);
        var unused =
                heart.scheduleWithFixedDelay(() -> beat(service, port), BEAT_SECONDS, BEAT_SECONDS, TimeUnit.SECONDS);
    }

    private void beat(String service, int port) {
        try {
            nacos.beat(service, port);
        } catch (IOException late) {
            // The next one is in time still; without any, requests find no service, and the command says so.
            System.err.println("... " + late.getMessage());
        }
    }

    @Override
    public void close() {
        heart.shutdownNow();
    }
}
