package dev.ares.gateway;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicInteger;

import com.alibaba.nacos.api.NacosFactory;
import com.alibaba.nacos.api.exception.NacosException;
import com.alibaba.nacos.api.naming.NamingService;
import org.jspecify.annotations.Nullable;

import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * An instance at a port of its own that can be killed, and stays in the registry. One request per connection; counts those
 * that are not the gateway's question whether it is back.
 */
final class Doomed implements AutoCloseable {

    enum Manner {
        ANSWERS,
        /** Takes requests and breaks the connection; says that it is ready. */
        RESETS,
        /** As above, and does not say so: whoever asks takes it for dead. */
        LOOKS_DEAD
    }

    private final AtomicInteger requests = new AtomicInteger();
    private final NamingService registry;
    private final String service;
    private volatile @Nullable ServerSocket listening;
    private volatile Manner manner = Manner.ANSWERS;
    private final int port;

    private Doomed(String service, Properties registryAddress) throws IOException, NacosException {
        this.service = service;
        this.registry = NacosFactory.createNamingService(registryAddress);
        this.port = listen(0);
        registry.registerInstance(service, "127.0.0.1", port);
    }

    static Doomed start(String service, Properties registryAddress) {
        try {
            return new Doomed(service, registryAddress);
        } catch (IOException | NacosException e) {
            throw new IllegalStateException("The instance of " + service + " could not start", e);
        }
    }

    int port() {
        return port;
    }

    int requests() {
        return requests.get();
    }

    void become(Manner other) {
        manner = other;
    }

    /** Nobody listens any more, and the registry does not know. */
    void kill() {
        close(listening);
        listening = null;
    }

    /** Its requests count from 0. */
    void startAgain(Manner other) {
        manner = other;
        requests.set(0);
        try {
            listen(port);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        kill();
        try {
            registry.deregisterInstance(service, "127.0.0.1", port);
            registry.shutDown();
        } catch (NacosException e) {
            throw new IllegalStateException(e);
        }
    }

    private int listen(int wanted) throws IOException {
        ServerSocket socket = new ServerSocket();
        socket.setReuseAddress(true);
        socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), wanted), 50);
        listening = socket;
        Thread thread = new Thread(() -> serve(socket), "doomed");
        thread.setDaemon(true);
        thread.start();
        return socket.getLocalPort();
    }

    private void serve(ServerSocket socket) {
        while (!socket.isClosed()) {
            try (Socket connection = socket.accept()) {
                answer(connection);
            } catch (IOException closed) {
                // The next connection may be better; after a kill there is none.
            }
        }
    }

    private void answer(Socket connection) throws IOException {
        var lines = new BufferedReader(new InputStreamReader(connection.getInputStream(), UTF_8));
        String first = lines.readLine();
        if (first == null) {
            return;
        }
        boolean isQuestion = first.startsWith("GET /healthz/");
        if (!isQuestion) {
            requests.incrementAndGet();
        }
        if (manner == Manner.LOOKS_DEAD || (manner == Manner.RESETS && !isQuestion)) {
            // As the kernel does for a process that was killed.
            connection.setSoLinger(true, 0);
            return;
        }
        String line = first;
        while (line != null && !line.isEmpty()) {
            line = lines.readLine();
        }
        connection
                .getOutputStream()
                .write("HTTP/1.1 200 OK\r\nContent-Length: 6\r\nConnection: close\r\n\r\ndoomed".getBytes(UTF_8));
    }

    private static void close(@Nullable ServerSocket socket) {
        try {
            if (socket != null) {
                socket.close();
            }
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
