package io.channeladapter.sandbox.simulator.api;

import io.javalin.http.Context;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.ee10.servlet.ServletContextRequest;

/** Holds requests back and cuts connections; lets go of all when the simulator ends. Safe for many threads. */
public final class Connections implements AutoCloseable {
    private final CountDownLatch ended = new CountDownLatch(1);

    /** Waits, but not longer than the simulator lives. */
    void hold(long time, TimeUnit unit) throws InterruptedException {
        boolean _ = ended.await(time, unit);
    }

    /** Closes a request's connection without an answer. */
    void cut(Context ctx) {
        ServletContextRequest.getServletContextRequest(ctx.req())
                .getConnectionMetaData()
                .getConnection()
                .getEndPoint()
                .close();
    }

    @Override
    public void close() {
        ended.countDown();
    }
}
