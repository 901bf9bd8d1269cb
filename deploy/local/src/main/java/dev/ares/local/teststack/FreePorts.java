package dev.ares.local.teststack;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.HashSet;
import java.util.Set;
import java.util.random.RandomGenerator;

/**
 * Ports that nobody listens on, below the range that operating systems hand out for outgoing connections, so that they are
 * still free when a server starts seconds later. One instance never gives the same port twice.
 */
public final class FreePorts {

    private static final int LOWEST = 20_000;
    private static final int HIGHEST = 31_000;
    private static final int ATTEMPTS = 1_000;

    private final Set<Integer> given = new HashSet<>();
    private final RandomGenerator random = RandomGenerator.getDefault();

    /**
     * A port which is free together with those at the given distances from it.
     *
     * @param offsets of further ports that the same server opens
     */
    public synchronized int next(int... offsets) {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            int port = random.nextInt(LOWEST, HIGHEST);
            if (take(port, offsets)) {
                return port;
            }
        }
        throw new IllegalStateException("no free port between " + LOWEST + " and " + HIGHEST);
    }

    private boolean take(int port, int... offsets) {
        var wanted = new HashSet<Integer>(Set.of(port));
        for (int offset : offsets) {
            wanted.add(port + offset);
        }
        if (wanted.stream().anyMatch(each -> given.contains(each) || !free(each))) {
            return false;
        }
        given.addAll(wanted);
        return true;
    }

    private static boolean free(int port) {
        try (var socket = new ServerSocket()) {
            socket.setReuseAddress(false);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return true;
        } catch (IOException taken) {
            return false;
        }
    }
}
