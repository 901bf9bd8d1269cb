package dev.ares.local.process;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/** Finds ports that somebody else listens on, before anything is started. */
public final class PortCheck {

    private static final Duration PATIENCE = Duration.ofSeconds(1);
    private static final Duration LOOK_EVERY = Duration.ofMillis(20);

    private PortCheck() {}

    /**
     * One sentence per port that cannot be opened on 127.0.0.1: the port, who holds it, and the setting that moves it.
     *
     * @param offsetSetting the setting that moves all ports at once
     */
    public static List<String> problems(List<Part> parts, String offsetSetting) {
        return parts.stream()
                .flatMap(part -> part.ports().stream()
                        .map(use -> problem(part, use, offsetSetting))
                        .flatMap(Optional::stream))
                .toList();
    }

    private static Optional<String> problem(Part part, PortUse use, String offsetSetting) {
        if (freeSoon(use.port())) {
            return Optional.empty();
        }
        return Optional.of("Port " + use.port() + ", which " + part.name() + " needs, is taken by "
                + PortHolder.describe(use.port()) + ": stop that, or set " + use.setting() + " or " + offsetSetting
                + ".");
    }

    /** A process that has been killed may hold its ports for a moment after it counts as ended. */
    private static boolean freeSoon(int port) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!free(port)) {
            if (System.nanoTime() > deadline || Thread.currentThread().isInterrupted()) {
                return false;
            }
            LockSupport.parkNanos(LOOK_EVERY.toNanos());
        }
        return true;
    }

    private static boolean free(int port) {
        try (var socket = new ServerSocket()) {
            // Connections that have ended but linger do not stand in the way of a server, so they must not here.
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return true;
        } catch (IOException taken) {
            return false;
        }
    }
}
