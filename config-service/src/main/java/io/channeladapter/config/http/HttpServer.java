package io.channeladapter.config.http;

import io.channeladapter.common.observe.LogKeys;
import io.channeladapter.config.change.Problem;
import io.channeladapter.config.change.ProblemException;
import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpResponseException;
import io.javalin.util.JavalinBindException;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The HTTP server of REST and page, one virtual thread a request. Safe for many threads. */
public final class HttpServer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(HttpServer.class);

    private final Javalin javalin;

    private HttpServer(Javalin javalin) {
        this.javalin = javalin;
    }

    /**
     * Opens the port.
     *
     * @param port 0 takes a free one
     * @param ready whether the view is complete; until then everything but styles and scripts is answered 503
     * @param page for problems of people's requests; programs get JSON
     * @param routes each adds its own
     * @throws IOException where the port is taken
     */
    public static HttpServer start(
            String host, int port, BooleanSupplier ready, ProblemPage page, List<Consumer<RoutesConfig>> routes)
            throws IOException {
        Javalin javalin = Javalin.create(config -> configure(config, ready, page, routes));
        try {
            return new HttpServer(javalin.start(host, port));
        } catch (JavalinBindException e) {
            throw new IOException(
                    "port " + port + " is in use: stop what uses it, or set ADAPTER_CONFIG_PORT to another", e);
        }
    }

    /** The port that is open. */
    public int port() {
        return javalin.port();
    }

    @Override
    public void close() {
        javalin.stop();
    }

    private static void configure(
            JavalinConfig config, BooleanSupplier ready, ProblemPage page, List<Consumer<RoutesConfig>> routes) {
        config.startup.showJavalinBanner = false;
        config.startup.showOldJavalinVersionWarning = false;
        config.concurrency.useVirtualThreads = true;
        config.http.maxRequestSize = Requests.MAX_BODY_BYTES;
        config.http.prefer405over404 = true;
        config.jetty.modifyHttpConfiguration(http -> http.setSendServerVersion(false));
        config.routes.before(SecurityHeaders::add);
        config.routes.before(HttpServer::requireNoUpload);
        config.routes.before(ctx -> requireReady(ctx, ready));
        routes.forEach(each -> each.accept(config.routes));
        config.routes.exception(ProblemException.class, (e, ctx) -> tell(ctx, page, e.problem()));
        config.routes.exception(HttpResponseException.class, (e, ctx) -> tell(ctx, page, refused(e)));
        config.routes.exception(Exception.class, (e, ctx) -> tell(ctx, page, failed(e)));
    }

    // The largest size of a request does not hold for multipart, whose parts go to the disk before anyone asks who
    // sends.
    private static void requireNoUpload(Context ctx) throws ProblemException {
        if (ctx.isMultipart()) {
            throw new ProblemException(new Problem(
                    415,
                    "multipart",
                    "Nothing is uploaded here",
                    "Send a form as application/x-www-form-urlencoded, or JSON to REST."));
        }
    }

    // A view that is still being read would call channels unknown that are only not read yet.
    private static void requireReady(Context ctx, BooleanSupplier ready) throws ProblemException {
        if (!ready.getAsBoolean() && !ctx.path().startsWith("/assets/")) {
            throw new ProblemException(new Problem(
                    503, "starting", "The service is starting", "It still reads the channels. Try again in a second."));
        }
    }

    private static void tell(Context ctx, ProblemPage page, Problem problem) {
        boolean person = Objects.requireNonNullElse(ctx.header("Accept"), "").contains("text/html");
        if (person && !ctx.path().startsWith("/api/")) {
            page.answer(ctx, problem);
        } else {
            Responses.problem(ctx, problem);
        }
    }

    private static Problem refused(HttpResponseException e) {
        return switch (e.getStatus()) {
            case 404 -> new Problem(404, "no-such-path", "There is nothing here", "No such path.");
            case 405 -> new Problem(405, "method-not-allowed", "This is not done here", "No such method on this path.");
            case 413 ->
                new Problem(
                        413,
                        "body-too-large",
                        "The body is too large",
                        "A body has at most " + Requests.MAX_BODY_BYTES + " bytes.");
            default -> new Problem(e.getStatus(), "bad-request", "The request is not right", "HTTP " + e.getStatus());
        };
    }

    private static Problem failed(Exception e) {
        LOG.atError().setCause(e).addKeyValue(LogKeys.STATUS_CODE, 500).log("request failed");
        return new Problem(
                500,
                "internal",
                "Something went wrong here",
                "The log of the config-service says what. Read the channel again before you repeat the change.");
    }
}
