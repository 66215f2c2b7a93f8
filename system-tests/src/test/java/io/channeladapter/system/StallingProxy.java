package io.channeladapter.system;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** Passes TCP on to another port of this machine, and stops doing so for a while without closing anything. */
final class StallingProxy implements AutoCloseable {
    private static final int CHUNK = 16 * 1_024;

    private final ServerSocket listening;
    private final int to;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition flows = lock.newCondition();
    private boolean stalled;

    /** Listens on a free port. */
    StallingProxy(int to) throws IOException {
        this.to = to;
        this.listening = new ServerSocket(0, 100, InetAddress.getLoopbackAddress());
        threads.execute(this::accept);
    }

    int port() {
        return listening.getLocalPort();
    }

    /** From now on nothing gets through, either way; what is written is taken and waits. */
    void stall() {
        set(true);
    }

    /** All that waited gets through, and everything after it. */
    void resume() {
        set(false);
    }

    @Override
    public void close() throws IOException {
        listening.close();
        resume();
        for (Socket socket : open) {
            socket.close();
        }
        threads.close();
    }

    private void set(boolean now) {
        lock.lock();
        try {
            stalled = now;
            flows.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void accept() {
        try {
            while (true) {
                Socket from = listening.accept();
                Socket onward = new Socket(InetAddress.getLoopbackAddress(), to);
                open.add(from);
                open.add(onward);
                threads.execute(() -> pass(from, onward));
                threads.execute(() -> pass(onward, from));
            }
        } catch (IOException e) {
            // It was closed, or the other side is gone.
        }
    }

    private void pass(Socket from, Socket onward) {
        byte[] chunk = new byte[CHUNK];
        try (from;
                onward) {
            InputStream in = from.getInputStream();
            OutputStream out = onward.getOutputStream();
            for (int read = in.read(chunk); read >= 0; read = in.read(chunk)) {
                awaitFlow();
                out.write(chunk, 0, read);
            }
        } catch (IOException e) {
            // One side is gone, so the other goes.
        }
    }

    private void awaitFlow() {
        lock.lock();
        try {
            while (stalled) {
                flows.awaitUninterruptibly();
            }
        } finally {
            lock.unlock();
        }
    }
}
