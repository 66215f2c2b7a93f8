package io.channeladapter.config.page;

import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.StringOutput;
import io.channeladapter.common.channel.Channel;
import io.channeladapter.common.channel.ChannelStatus;
import io.channeladapter.common.channel.StreamId;
import io.channeladapter.common.secret.Secret;
import io.channeladapter.config.access.Caller;
import io.channeladapter.config.authorize.Progress;
import io.channeladapter.config.authorize.Report;
import io.channeladapter.config.authorize.StepResult;
import io.channeladapter.config.change.CallbackUrls;
import io.channeladapter.config.change.ChannelChanges;
import io.channeladapter.config.change.Configuration;
import io.channeladapter.config.change.Problem;
import io.channeladapter.config.change.ProblemException;
import io.channeladapter.config.page.Frame.Notice;
import io.channeladapter.config.view.ChannelView;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The pages of channel owners: plain forms, which htmx makes quicker where JavaScript runs. Safe for many threads. */
public final class OwnerPages {
    private static final String CHANNEL = "/channels/{streamid}";
    private static final String POLICY =
            "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:;"
                    + " connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

    private final ChannelChanges changes;
    private final ChannelView view;
    private final CallbackUrls callbackUrls;
    private final SignIn signIn;
    private final TemplateEngine templates = TemplateEngine.createPrecompiled(ContentType.Html);

    /** @param names fresh random text of URL-safe Base64, for sessions */
    public OwnerPages(
            ChannelChanges changes,
            ChannelView view,
            CallbackUrls callbackUrls,
            Secret adminToken,
            InstantSource clock,
            Supplier<String> names) {
        this.changes = changes;
        this.view = view;
        this.callbackUrls = callbackUrls;
        this.signIn = new SignIn(new Sessions(adminToken, names), clock);
    }

    /** Adds its routes. */
    public void addTo(RoutesConfig routes) {
        Assets.addTo(routes);
        routes.get("/sign-in", ctx -> render(ctx, "sign-in.jte", Map.of("frame", SignIn.NOBODY)));
        routes.post("/sign-in", this::signIn);
        routes.post("/sign-out", signIn.form((ctx, csrf) -> {
            SignIn.end(ctx);
            ctx.redirect("/sign-in", HttpStatus.SEE_OTHER);
        }));
        routes.get("/", signIn.page((ctx, csrf) -> channels(ctx, frame(csrf, null))));
        routes.post("/channels", signIn.form(this::create));
        routes.get("/channels", ctx -> ctx.redirect("/", HttpStatus.SEE_OTHER));
        routes.get(CHANNEL, signIn.page((ctx, csrf) -> onChannel(ctx, csrf, (id, _) -> null)));
        routes.get(CHANNEL + "/state", signIn.page(this::state));
        routes.post(CHANNEL + "/configuration", signIn.form((ctx, csrf) -> onChannel(ctx, csrf, this::configure)));
        routes.post(CHANNEL + "/authorize", signIn.form(this::authorize));
        routes.post(
                CHANNEL + "/enable",
                signIn.form((ctx, csrf) -> onChannel(ctx, csrf, (id, _) -> {
                    changes.enable(id, version(ctx), Caller.of(ctx));
                    return new Notice(false, "Enabled", "Messages flow now.");
                })));
        routes.post(
                CHANNEL + "/disable",
                signIn.form((ctx, csrf) -> onChannel(ctx, csrf, (id, _) -> {
                    changes.disable(id, version(ctx), Caller.of(ctx));
                    return new Notice(
                            false, "Disabled", "Nothing reaches the bot and nothing is sent until it is enabled.");
                })));
        routes.post(CHANNEL + "/delete", signIn.form(this::delete));
        // The address of a form's answer, entered or reloaded, leads back to its channel.
        routes.get(
                CHANNEL + "/{action}",
                ctx -> ctx.redirect("/channels/" + ctx.pathParam("streamid"), HttpStatus.SEE_OTHER));
    }

    /** Something to do to a channel, which may have something to tell. */
    @FunctionalInterface
    private interface Act {
        @Nullable
        Notice on(StreamId streamId, Context ctx) throws ProblemException, InterruptedException;
    }

    private void signIn(Context ctx) {
        if (signIn.begin(ctx, Objects.requireNonNullElse(ctx.formParam("token"), ""))) {
            ctx.redirect("/", HttpStatus.SEE_OTHER);
            return;
        }
        ctx.status(401);
        Notice notice = new Notice(true, "Not signed in", "This is not the admin token. Ask the operator for it.");
        render(ctx, "sign-in.jte", Map.of("frame", new Frame(false, "", notice)));
    }

    private void channels(Context ctx, Frame frame) {
        List<ChannelModel> all = view.all().stream()
                .sorted(Comparator.comparing((Channel c) -> c.botId().value()).thenComparing(Channel::createdAt))
                .map(channel -> ChannelModel.of(channel, callbackUrls))
                .toList();
        ctx.header("HX-Push-Url", "/");
        render(ctx, "channels.jte", Map.of("frame", frame, "channels", all));
    }

    private void create(Context ctx, String csrf) throws Exception {
        try {
            String botId =
                    Objects.requireNonNullElse(ctx.formParam("botId"), "").strip();
            Channel channel = changes.create(botId, Caller.of(ctx));
            ctx.redirect("/channels/" + channel.streamId(), HttpStatus.SEE_OTHER);
        } catch (ProblemException e) {
            ctx.status(e.problem().status());
            channels(ctx, frame(csrf, Notice.of(e.problem())));
        }
    }

    private void state(Context ctx, String csrf) {
        String text = ctx.pathParam("streamid");
        var channel = StreamId.isValid(text) ? view.find(new StreamId(text)) : java.util.Optional.<Channel>empty();
        channel.ifPresentOrElse(
                found -> render(ctx, "state.jte", Map.of("channel", ChannelModel.of(found, callbackUrls))),
                () -> ctx.header("HX-Redirect", "/").status(204));
    }

    private Notice configure(StreamId id, Context ctx) throws ProblemException, InterruptedException {
        boolean stored = changes.find(id, Caller.of(ctx)).entered() != null;
        Configuration wanted = Configuration.read(ctx::formParam, stored);
        Channel channel = changes.configure(id, version(ctx), wanted, Caller.of(ctx));
        String next = channel.pending() != null
                ? " Authorize next: until then the connection from before goes on serving."
                : channel.status() == ChannelStatus.CONFIGURED
                        ? " Authorize next: no messages flow until then."
                        : " The connection is the same as before.";
        return new Notice(false, "Saved", "Keys and tokens are stored, sealed." + next);
    }

    private void authorize(Context ctx, String csrf) throws Exception {
        StreamId id = streamId(ctx, csrf);
        if (id == null) {
            return;
        }
        try {
            Report report = changes.authorize(
                    id, version(ctx), ctx.formParam("replaceWebhook"), Progress.SILENT, Caller.of(ctx));
            Channel channel = changes.find(id, Caller.of(ctx));
            Notice notice = report.connected() == null
                    ? new Notice(true, "Not authorized", "A step failed; below it says why and what to do.")
                    : new Notice(false, "Authorized", "The account is connected. " + next(channel.status()));
            channel(ctx, channel, frame(csrf, notice), report.steps());
        } catch (ProblemException e) {
            problem(ctx, id, csrf, e.problem());
        }
    }

    // What authorizing again left as it was needs no more clicks.
    private static String next(ChannelStatus status) {
        return status == ChannelStatus.ENABLED ? "Messages flow." : "Enable the channel next.";
    }

    private void delete(Context ctx, String csrf) throws Exception {
        StreamId id = streamId(ctx, csrf);
        if (id == null) {
            return;
        }
        try {
            Channel channel = changes.find(id, Caller.of(ctx));
            String confirm =
                    Objects.requireNonNullElse(ctx.formParam("confirm"), "").strip();
            if (!confirm.equals(channel.botId().value())) {
                throw new ProblemException(Problem.ofField("confirm", "type the bot's name, " + channel.botId()));
            }
            changes.delete(id, version(ctx), Caller.of(ctx));
            channels(ctx, frame(csrf, new Notice(false, "Deleted", "The channel of bot " + confirm + " is gone.")));
        } catch (ProblemException e) {
            problem(ctx, id, csrf, e.problem());
        }
    }

    private void onChannel(Context ctx, String csrf, Act act) throws InterruptedException {
        StreamId id = streamId(ctx, csrf);
        if (id == null) {
            return;
        }
        try {
            Notice notice = act.on(id, ctx);
            channel(ctx, changes.find(id, Caller.of(ctx)), frame(csrf, notice), List.of());
        } catch (ProblemException e) {
            problem(ctx, id, csrf, e.problem());
        }
    }

    private void problem(Context ctx, StreamId id, String csrf, Problem problem) {
        ctx.status(problem.status());
        Frame frame = frame(csrf, Notice.of(problem));
        view.find(id)
                .ifPresentOrElse(
                        channel -> channel(ctx, channel, frame, List.of()),
                        () -> render(ctx, "problem.jte", Map.of("frame", frame)));
    }

    private void channel(Context ctx, Channel channel, Frame frame, List<StepResult> steps) {
        Map<String, Object> model = new HashMap<>();
        model.put("frame", frame);
        model.put("channel", ChannelModel.of(channel, callbackUrls));
        model.put("steps", steps);
        ctx.header("HX-Push-Url", "/channels/" + channel.streamId());
        render(ctx, "channel.jte", model);
    }

    private @Nullable StreamId streamId(Context ctx, String csrf) {
        String text = ctx.pathParam("streamid");
        if (StreamId.isValid(text)) {
            return new StreamId(text);
        }
        ctx.status(404);
        render(ctx, "problem.jte", Map.of("frame", frame(csrf, Notice.of(Problem.notFound("of this name")))));
        return null;
    }

    private static @Nullable Long version(Context ctx) throws ProblemException {
        try {
            return Long.valueOf(Objects.requireNonNullElse(ctx.formParam("version"), ""));
        } catch (NumberFormatException e) {
            throw new ProblemException(Problem.ofField("version", "is missing: open the page anew"));
        }
    }

    private static Frame frame(String csrf, @Nullable Notice notice) {
        return new Frame(true, csrf, notice);
    }

    private void render(Context ctx, String template, Map<String, Object> model) {
        StringOutput html = new StringOutput();
        templates.render(template, model, html);
        ctx.header("Content-Security-Policy", POLICY)
                .contentType("text/html; charset=utf-8")
                .result(html.toString());
    }
}
