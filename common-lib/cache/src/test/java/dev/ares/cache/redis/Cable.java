package dev.ares.cache.redis;

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

/** Stands between a client and a server: can be cut, which both notice, or squeezed, so that nothing comes and nobody notices. */
final class Cable implements AutoCloseable {

    private final ServerSocket here;
    private final int there;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition free = lock.newCondition();
    private boolean squeezed;
    private volatile boolean cut;

    Cable(int there) throws IOException {
        this.there = there;
        this.here = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        start(this::accept);
    }

    int port() {
        return here.getLocalPort();
    }

    void cut() {
        cut = true;
        release();
        open.forEach(Cable::closeQuietly);
    }

    void mend() {
        cut = false;
    }

    void squeeze() {
        lock.lock();
        try {
            squeezed = true;
        } finally {
            lock.unlock();
        }
    }

    void release() {
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
