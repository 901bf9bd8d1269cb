package dev.ares.local.server;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;

/** Short-lived connections to a server on this machine, with every wait bounded. */
final class Loopback {

    static final String ADDRESS = "127.0.0.1";

    private static final int TIMEOUT_MILLIS = 1_500;

    private Loopback() {}

    static Socket connect(int port) throws IOException {
        var socket = new Socket();
        try {
            socket.setSoTimeout(TIMEOUT_MILLIS);
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), TIMEOUT_MILLIS);
            return socket;
        } catch (IOException failure) {
            socket.close();
            throw failure;
        }
    }

    static boolean listens(int port) {
        try (Socket ignored = connect(port)) {
            return true;
        } catch (IOException refused) {
            return false;
        }
    }
}
