package io.channeladapter.ingress.http;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/**
 * The open connections, so that those who hold many of them lock nobody out.
 *
 * <ol>
 *   <li>There are no more than allowed, but for one for each thread at work. A new one is not kept waiting: some that wait for longest give way to it, first
 *       of those that nothing genuine came by.
 *   <li>One by which a webhook came that waits for Kafka does not give way.
 *   <li>One that brought no whole request in time is closed, even if it sends a little now and then.
 * </ol>
 *
 * Safe for many threads.
 */
final class Connections extends Handler.Wrapper implements Connection.Listener {
    /** Of the connections, the share that gives way at once: choosing them costs a sort. */
    private static final int SHARE = 16;

    private static final String ATTRIBUTE = Connections.class.getName();

    private final ConnectionLimits limits;
    private final Map<Connection, Visit> open = new ConcurrentHashMap<>();

    Connections(ConnectionLimits limits) {
        this.limits = limits;
    }

    /** What is known of a connection. */
    static final class Visit {
        private volatile long since;
        private volatile boolean accepted;
        private volatile boolean genuine;

        private Visit() {
            since = System.nanoTime();
        }

        /** The request under way is genuine and must not be disturbed. */
        private void accept() {
            genuine = true;
            accepted = true;
        }

        private void next() {
            since = System.nanoTime();
            accepted = false;
        }
    }

    /** The order in which connections give way: as it was when the choice began. */
    private record Candidate(Connection connection, boolean genuine, long waited) {}

    @Override
    public void onOpened(Connection connection) {
        if (open.size() >= limits.most() && !madeRoom()) {
            connection.getEndPoint().close();
            return;
        }
        open.put(connection, new Visit());
    }

    @Override
    public void onClosed(Connection connection) {
        open.remove(connection);
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        Visit visit = open.get(request.getConnectionMetaData().getConnection());
        if (visit != null) {
            request.setAttribute(ATTRIBUTE, visit);
            Request.addCompletionListener(request, _ -> visit.next());
        }
        return super.handle(request, response, callback);
    }

    /** Tells that a request is genuine. */
    static void genuine(@Nullable Object attribute) {
        if (attribute instanceof Visit visit) {
            visit.accept();
        }
    }

    static String attribute() {
        return ATTRIBUTE;
    }

    /** How many are open. */
    int size() {
        return open.size();
    }

    /** Closes those that brought no whole request in time. */
    void closeLate() {
        long now = System.nanoTime();
        open.forEach((connection, visit) -> {
            if (!visit.accepted && now - visit.since > limits.patience().toNanos()) {
                connection.getEndPoint().close();
            }
        });
    }

    /** Closes some, unless another thread has just done so. */
    private synchronized boolean madeRoom() {
        if (open.size() < limits.most()) {
            return true;
        }
        long now = System.nanoTime();
        List<Candidate> leaving = open.entrySet().stream()
                .filter(entry -> !entry.getValue().accepted)
                .map(entry -> new Candidate(entry.getKey(), entry.getValue().genuine, now - entry.getValue().since))
                .sorted(Comparator.comparing(Candidate::genuine)
                        .thenComparing(Candidate::waited, Comparator.reverseOrder()))
                .limit(limits.most() / SHARE)
                .toList();
        for (Candidate candidate : leaving) {
            // At once: the event that it is closed comes later.
            open.remove(candidate.connection());
            candidate.connection().getEndPoint().close();
        }
        return !leaving.isEmpty();
    }
}
