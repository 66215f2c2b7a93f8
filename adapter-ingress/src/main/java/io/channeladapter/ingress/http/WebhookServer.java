package io.channeladapter.ingress.http;

import io.channeladapter.common.observe.LogKeys;
import io.javalin.Javalin;
import io.javalin.compression.CompressionStrategy;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.javalin.util.JavalinBindException;
import io.javalin.util.JavalinException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.http.HttpCompliance;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.GracefulHandler;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.VirtualThreads;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The HTTP side: two routes, every error as problem details, all that an outsider can make grow bounded. Requests run
 * on virtual threads, of which there are no more than connections.
 */
public final class WebhookServer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(WebhookServer.class);
    private static final int PLATFORM_THREADS = 64;
    private static final int HEADER_BYTES = 8 * 1024;
    private static final Duration PAUSE_IN_REQUEST = Duration.ofSeconds(3);
    private static final Duration DRAIN = Duration.ofSeconds(4);
    private static final int ACCEPT_QUEUE = 1_024;
    private static final int LOOKS_WITHIN_PATIENCE = 10;

    private final Javalin javalin;
    private final ScheduledExecutorService looks;

    private WebhookServer(Javalin javalin, ScheduledExecutorService looks) {
        this.javalin = javalin;
        this.looks = looks;
    }

    /**
     * Opens the port.
     *
     * @param port 0 takes a free one
     * @throws IOException where the port is taken
     */
    public static WebhookServer start(String host, int port, ConnectionLimits limits, Intake intake)
            throws IOException {
        Connections connections = new Connections(limits);
        WebhookHandler webhooks = new WebhookHandler(intake);
        ChallengeHandler challenges = new ChallengeHandler(intake);
        Javalin javalin = Javalin.create(config -> {
            routes(config, webhooks, challenges);
            bounds(config, connections);
            config.jetty.addConnector((server, http) -> connector(server, http, host, port, limits, connections));
        });
        try {
            javalin.start();
        } catch (JavalinBindException e) {
            throw new IOException("port " + port + " is in use: stop what uses it, or set ADAPTER_INGRESS_PORT", e);
        }
        ScheduledExecutorService looks = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().name("ingress-connections").daemon().factory());
        long pause = Math.max(1, limits.patience().toMillis() / LOOKS_WITHIN_PATIENCE);
        var _ = looks.scheduleWithFixedDelay(connections::closeLate, pause, pause, TimeUnit.MILLISECONDS);
        return new WebhookServer(javalin, looks);
    }

    /** The port that is open. */
    public int port() {
        return javalin.port();
    }

    /** Takes no more requests, answers those that are under way for up to 4 s, then closes. */
    @Override
    public void close() {
        looks.shutdownNow();
        try {
            javalin.stop();
        } catch (JavalinException e) {
            // Jetty has closed everything all the same: what is left is a request that hangs, or a connection that its
            // last answer kept alive, at which Twitter sees no loss.
            if (!(e.getCause() instanceof TimeoutException)) {
                throw e;
            }
            LOG.atInfo().log("connections were still open when the time for draining was over, they were closed");
        }
    }

    private static void routes(JavalinConfig config, WebhookHandler webhooks, ChallengeHandler challenges) {
        config.http.prefer405over404 = true;
        config.routes.get(KnownChannels.PATH, challenges);
        config.routes.head(KnownChannels.PATH, Answer.METHOD_NOT_ALLOWED::give);
        config.routes.post(KnownChannels.PATH, webhooks);
        config.routes.exception(Exception.class, (e, ctx) -> {
            LOG.atError().setCause(e).addKeyValue(LogKeys.STATUS_CODE, 500).log("request failed");
            if (isWebhook(ctx)) {
                webhooks.unforeseen(ctx);
            } else {
                Answer.INTERNAL_ERROR.give(ctx);
            }
        });
        config.routes.error(404, ctx -> unlessAnswered(ctx, Answer.NOT_FOUND));
        config.routes.error(405, ctx -> unlessAnswered(ctx, Answer.METHOD_NOT_ALLOWED));
    }

    private static void bounds(JavalinConfig config, Connections connections) {
        config.http.asyncTimeout = Duration.ofSeconds(10).toMillis();
        config.http.compressionStrategy = CompressionStrategy.NONE;
        config.startup.showJavalinBanner = false;
        config.startup.showOldJavalinVersionWarning = false;
        config.startup.startupWatcherEnabled = false;
        QueuedThreadPool threads = new QueuedThreadPool(PLATFORM_THREADS, 4);
        threads.setName("ingress-http");
        threads.setVirtualThreadsExecutor(VirtualThreads.getNamedVirtualThreadsExecutor("ingress-request-"));
        config.jetty.threadPool = threads;
        config.jetty.modifyHttpConfiguration(WebhookServer::quietAndShort);
        config.jetty.modifyServer(server -> {
            server.setErrorHandler(WebhookServer::problem);
            server.setHandler(new GracefulHandler(new PlainPaths(connections)));
            server.setStopTimeout(DRAIN.toMillis());
        });
    }

    private static void quietAndShort(HttpConfiguration http) {
        http.setSendServerVersion(false);
        http.setSendXPoweredBy(false);
        http.setRequestHeaderSize(HEADER_BYTES);
        // No leniency: where a proxy in front reads a request otherwise than we do, someone may hide a second one in
        // it.
        http.setHttpCompliance(HttpCompliance.STRICT);
        http.setIdleTimeout(PAUSE_IN_REQUEST.toMillis());
    }

    /** HTTP/1.1 alone: HTTP/2 would let one connection ask for more than these bounds count. */
    private static ServerConnector connector(
            Server server,
            HttpConfiguration http,
            String host,
            int port,
            ConnectionLimits limits,
            Connections connections) {
        ServerConnector connector = new ServerConnector(server, new HttpConnectionFactory(http));
        connector.setHost(host);
        connector.setPort(port);
        connector.setIdleTimeout(limits.patience().toMillis());
        connector.setAcceptQueueSize(ACCEPT_QUEUE);
        connector.addEventListener(connections);
        return connector;
    }

    /** What Jetty refuses before any route sees it: headers too long, a malformed request. */
    private static boolean problem(Request request, Response response, Callback callback) {
        int status = response.getStatus();
        Answer answer = status == 500 ? Answer.INTERNAL_ERROR : Answer.BAD_REQUEST;
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, Answer.PROBLEM_JSON);
        response.write(true, ByteBuffer.wrap(answer.problem(status)), callback);
        return true;
    }

    private static boolean isWebhook(Context ctx) {
        return "POST".equals(ctx.req().getMethod()) && ctx.path().startsWith("/webhooks/twitter/");
    }

    /** Javalin's own pages for what no route took; an answer of ours stays. */
    private static void unlessAnswered(Context ctx, Answer answer) {
        String type = ctx.res().getContentType();
        if (type == null || !type.startsWith(Answer.PROBLEM_JSON)) {
            answer.give(ctx);
        }
    }
}
