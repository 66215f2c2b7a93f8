package io.channeladapter.egress.media;

import io.channeladapter.common.observe.LogKeys;
import io.channeladapter.egress.observe.MediaMeters;
import io.javalin.Javalin;
import io.javalin.compression.CompressionStrategy;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.javalin.util.JavalinBindException;
import io.javalin.util.JavalinException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.handler.GracefulHandler;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.VirtualThreads;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The port of media: one route, every error as problem details, all that a reader can make grow bounded. Requests run on
 * virtual threads. Safe for many threads.
 */
public final class MediaServer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(MediaServer.class);
    private static final int PLATFORM_THREADS = 32;
    private static final int HEADER_BYTES = 8 * 1024;
    private static final int CONNECTIONS_PER_DOWNLOAD = 4;
    private static final Duration IDLE = Duration.ofSeconds(30);
    private static final Duration IDLE_WHEN_FULL = Duration.ofSeconds(1);
    private static final Duration DRAIN = Duration.ofSeconds(4);

    private final Javalin javalin;

    private MediaServer(Javalin javalin) {
        this.javalin = javalin;
    }

    /**
     * What answers are made of.
     *
     * @param channels says whose media are given
     * @param twitter is asked
     * @param refusedKeys is told what Twitter refused
     * @param meters count
     * @param clock tells whether a link has expired
     */
    public record Parts(
            KnownChannels channels,
            TwitterMedia twitter,
            RefusedKeys refusedKeys,
            MediaMeters meters,
            InstantSource clock) {}

    /**
     * Opens the port.
     *
     * @throws IOException where the port is taken
     */
    public static MediaServer start(MediaConfig config, Parts parts) throws IOException {
        Downloads downloads = new Downloads(config.limits());
        parts.meters().underWay(downloads::underWay);
        MediaHandler handler = new MediaHandler(
                config.settings(),
                parts.channels(),
                parts.twitter(),
                downloads,
                new Delivery(config.limits().maxSize(), parts.meters()),
                parts.refusedKeys(),
                parts.meters(),
                parts.clock());
        Javalin javalin = Javalin.create(settings -> {
            routes(settings, handler);
            bounds(settings, config.limits().atOnce() * CONNECTIONS_PER_DOWNLOAD);
        });
        try {
            javalin.start(config.host(), config.port());
        } catch (JavalinBindException e) {
            throw new IOException(
                    "port " + config.port() + " is in use: stop what uses it, or set ADAPTER_EGRESS_MEDIA_PORT", e);
        }
        return new MediaServer(javalin);
    }

    /** The port that is open. */
    public int port() {
        return javalin.port();
    }

    /** Takes no more requests, goes on with those that are under way for up to 4 s, then breaks them off. */
    @Override
    public void close() {
        try {
            javalin.stop();
        } catch (JavalinException e) {
            if (!(e.getCause() instanceof TimeoutException)) {
                throw e;
            }
            LOG.atInfo().log(
                    "downloads were still under way when the time for draining was over, they were broken off");
        }
    }

    private static void routes(JavalinConfig config, MediaHandler handler) {
        config.http.prefer405over404 = true;
        config.routes.get(MediaHandler.PATH, handler);
        config.routes.head(MediaHandler.PATH, handler);
        config.routes.exception(Exception.class, (e, ctx) -> {
            LOG.atError().setCause(e).addKeyValue(LogKeys.STATUS_CODE, 500).log("request failed");
            if (!ctx.res().isCommitted()) {
                Problem.INTERNAL_ERROR.give(ctx);
            }
        });
        config.routes.error(404, ctx -> unlessAnswered(ctx, Problem.NOT_FOUND));
        config.routes.error(405, ctx -> unlessAnswered(ctx, Problem.METHOD_NOT_ALLOWED));
    }

    private static void bounds(JavalinConfig config, int maxConnections) {
        // Pictures and videos are compressed as they are, and what is passed on must have the length that was told.
        config.http.compressionStrategy = CompressionStrategy.NONE;
        config.startup.showJavalinBanner = false;
        config.startup.showOldJavalinVersionWarning = false;
        config.startup.startupWatcherEnabled = false;
        QueuedThreadPool threads = new QueuedThreadPool(PLATFORM_THREADS, 2);
        threads.setName("media-http");
        threads.setVirtualThreadsExecutor(VirtualThreads.getNamedVirtualThreadsExecutor("media-request-"));
        config.jetty.threadPool = threads;
        config.jetty.modifyHttpConfiguration(MediaServer::quietAndShort);
        config.jetty.modifyServer(server -> {
            server.setErrorHandler(MediaServer::problem);
            server.setHandler(new GracefulHandler());
            server.setStopTimeout(DRAIN.toMillis());
            limitConnections(server, maxConnections);
        });
    }

    private static void quietAndShort(HttpConfiguration http) {
        http.setSendServerVersion(false);
        http.setSendXPoweredBy(false);
        http.setRequestHeaderSize(HEADER_BYTES);
        http.setIdleTimeout(IDLE.toMillis());
    }

    private static void limitConnections(Server server, int maxConnections) {
        NetworkConnectionLimit limit = new NetworkConnectionLimit(maxConnections, server);
        limit.setEndPointIdleTimeout(IDLE_WHEN_FULL.toMillis());
        server.addBean(limit);
    }

    /** What Jetty refuses before any route sees it: headers too long, a malformed request. */
    private static boolean problem(Request request, Response response, Callback callback) {
        int status = response.getStatus();
        Problem problem = status >= 500 ? Problem.INTERNAL_ERROR : Problem.BAD_REQUEST;
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, Problem.PROBLEM_JSON);
        response.write(true, ByteBuffer.wrap(problem.body(status)), callback);
        return true;
    }

    /** Javalin's own pages for what no route took; an answer of ours stays. */
    private static void unlessAnswered(Context ctx, Problem problem) {
        String type = ctx.res().getContentType();
        if (type == null || !type.startsWith(Problem.PROBLEM_JSON)) {
            problem.give(ctx);
        }
    }
}
