package dev.ares.benchmarks.gateway;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;

import org.jspecify.annotations.Nullable;

/**
 * HTTP/1.1 over one socket that is kept, one request at a time: next to no work, so that the processors are left to what is
 * measured. Connects when it is first asked, and again after a failure or when the other side says that it closes.
 */
final class Connection implements AutoCloseable {

    private static final int TIME_OUT_MILLIS = 10_000;

    private final int port;
    private final byte[] buffer = new byte[16 * 1024];
    private @Nullable Socket socket;

    /** @param port on 127.0.0.1 */
    Connection(int port) {
        this.port = port;
    }

    /**
     * Sends a whole request and reads the whole answer.
     *
     * @return its status
     * @throws IOException also when no answer came for ten seconds
     */
    int ask(byte[] request) throws IOException {
        try {
            Socket open = open();
            open.getOutputStream().write(request);
            return read(open.getInputStream());
        } catch (IOException failure) {
            close();
            throw failure;
        }
    }

    private Socket open() throws IOException {
        Socket open = socket;
        if (open == null) {
            open = new Socket();
            open.setTcpNoDelay(true);
            open.setSoTimeout(TIME_OUT_MILLIS);
            open.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), TIME_OUT_MILLIS);
            socket = open;
        }
        return open;
    }

    private int read(InputStream in) throws IOException {
        int read = 0;
        int bodyAt = -1;
        while (bodyAt < 0) {
            read += some(in, read);
            bodyAt = Head.end(buffer, read);
        }
        Head head = Head.of(buffer, bodyAt);
        for (long missing = head.length() - (read - bodyAt); missing > 0; ) {
            missing -= some(in, 0);
        }
        if (head.closes()) {
            close();
        }
        return head.status();
    }

    private int some(InputStream in, int at) throws IOException {
        int more = at == buffer.length ? -1 : in.read(buffer, at, buffer.length - at);
        if (more < 0) {
            throw new EOFException("the answer ended early, or its head is longer than " + buffer.length + " bytes");
        }
        return more;
    }

    @Override
    public void close() {
        Socket open = socket;
        socket = null;
        if (open != null) {
            try {
                open.close();
            } catch (IOException gone) {
                // It is not used any more.
            }
        }
    }
}
