package dev.ares.test.infrastructure;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** Hands out the databases of a Redis one after the other, emptied. Database 0 only holds the counter. */
final class RedisDatabases {

    private static final int LAST = 4095;
    private static final int TIMEOUT_MILLIS = 5_000;

    private RedisDatabases() {}

    static int takeFresh(int port) {
        try (var socket = new Socket()) {
            socket.setSoTimeout(TIMEOUT_MILLIS);
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), TIMEOUT_MILLIS);
            long taken = Long.parseLong(ask(socket, "INCR ares:test:databases").substring(1));
            int database = (int) (taken % LAST) + 1;
            ask(socket, "SELECT " + database);
            ask(socket, "FLUSHDB");
            return database;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static String ask(Socket socket, String command) throws IOException {
        socket.getOutputStream().write((command + "\r\n").getBytes(StandardCharsets.US_ASCII));
        String answer = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII))
                .readLine();
        if (answer == null || answer.startsWith("-")) {
            throw new IOException(command + ": " + answer + " (expected: no error)");
        }
        return answer;
    }
}
