package dev.ares.test.network;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Stands between a client and a server on this machine: can be cut, which both notice, or squeezed, so that nothing comes and
 * nobody notices. For all threads.
 */
public final class Cable implements AutoCloseable {

    private final ServerSocket here;
    private final int there;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition free = lock.newCondition();
    private boolean squeezed;
    private volatile boolean cut;

    /** @param there the server's port on loopback */
    public Cable(int there) throws IOException {
        this.there = there;
        this.here = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        start(this::accept);
    }

    /** Where clients connect, on loopback. */
    public int port() {
        return here.getLocalPort();
    }

    /** Breaks all connections, and takes no new ones. */
    public void cut() {
        cut = true;
        release();
        open.forEach(Cable::closeQuietly);
    }

    /** Takes connections again. */
    public void mend() {
        cut = false;
    }

    /** Holds back what is sent, both ways, without a sign. */
    public void squeeze() {
        lock.lock();
        try {
            squeezed = true;
        } finally {
            lock.unlock();
        }
    }

    /** Sends what was held back. */
    public void release() {
        lock.lock();
        try {
            squeezed = false;
            free.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void accept() {
        while (!here.isClosed()) {
            try {
                Socket near = here.accept();
                if (cut) {
                    near.close();
                    continue;
                }
                Socket far = new Socket(InetAddress.getLoopbackAddress(), there);
                open.add(near);
                open.add(far);
                start(() -> copy(near, far));
                start(() -> copy(far, near));
            } catch (IOException closed) {
                // The test has ended, or the server is not there.
            }
        }
    }

    private void copy(Socket from, Socket to) {
        byte[] some = new byte[4096];
        try (InputStream in = from.getInputStream();
                OutputStream out = to.getOutputStream()) {
            for (int read = in.read(some); read >= 0; read = in.read(some)) {
                awaitFree();
                out.write(some, 0, read);
            }
        } catch (IOException | InterruptedException gone) {
            closeQuietly(to);
        }
    }

    private void awaitFree() throws InterruptedException {
        lock.lock();
        try {
            while (squeezed) {
                free.await();
            }
        } finally {
            lock.unlock();
        }
    }

    private static void start(Runnable work) {
        var thread = new Thread(work, "cable");
        thread.setDaemon(true);
        thread.start();
    }

    private static void closeQuietly(Socket socket) {
        try {
            socket.close();
        } catch (IOException already) {
            // Then it is closed.
        }
    }

    @Override
    public void close() throws IOException {
        here.close();
        cut();
    }
}
