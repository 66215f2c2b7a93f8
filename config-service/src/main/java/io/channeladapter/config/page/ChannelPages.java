package io.channeladapter.config.page;

import io.channeladapter.common.channel.Channel;
import io.channeladapter.common.channel.StreamId;
import io.channeladapter.common.outbox.OutboxState;
import io.channeladapter.config.change.CallbackUrls;
import io.channeladapter.config.change.ChannelChanges;
import io.channeladapter.config.change.Problem;
import io.channeladapter.config.change.ProblemException;
import io.channeladapter.config.page.Frame.Notice;
import io.channeladapter.config.view.ChannelView;
import io.channeladapter.config.view.OutboxView;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import io.javalin.http.HttpStatus;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What all pages of one channel share: who may see it, its frame, and what is told where there is no such channel. */
final class ChannelPages {
    /** Where a channel's pages are. */
    static final String PATH = "/channels/{streamid}";

    private static final Pattern VERSION = Pattern.compile("[0-9]{1,18}");
    private static final Duration VIEW_CATCHES_UP = Duration.ofSeconds(2);

    private final SignIn signIn;
    private final ChannelChanges changes;
    private final ChannelView view;
    private final OutboxView outboxes;
    private final CallbackUrls callbackUrls;
    private final Html html;

    ChannelPages(
            SignIn signIn,
            ChannelChanges changes,
            ChannelView view,
            OutboxView outboxes,
            CallbackUrls callbackUrls,
            Html html) {
        this.signIn = signIn;
        this.changes = changes;
        this.view = view;
        this.outboxes = outboxes;
        this.callbackUrls = callbackUrls;
        this.html = html;
    }

    /** A handler of a request about a channel that is there and that the visitor sees. */
    @FunctionalInterface
    interface OnChannel {
        /** Handles it; a problem that it throws becomes a page of its own. */
        void handle(Context ctx, Visitor visitor, Channel channel) throws Exception;
    }

    /** For pages. */
    Handler page(OnChannel handler) {
        return signIn.page((ctx, visitor) -> handle(ctx, visitor, handler));
    }

    /** For forms. */
    Handler form(OnChannel handler) {
        return signIn.form((ctx, visitor) -> handle(ctx, visitor, handler));
    }

    /** Lets only those through who may change the channel, before anything else is looked at. */
    static OnChannel change(OnChannel handler) {
        return (ctx, visitor, channel) -> {
            if (!visitor.principal().changes(channel.botId())) {
                throw new ProblemException(Problem.notAllowed(channel.botId()));
            }
            handler.handle(ctx, visitor, channel);
        };
    }

    /** The parameters that the template of each tab has: frame and channel. */
    Map<String, Object> model(Visitor visitor, Channel channel, @Nullable Notice notice) {
        Map<String, Object> model = new HashMap<>();
        model.put("frame", new Frame(visitor, notice));
        model.put("channel", shown(visitor, channel));
        return model;
    }

    /** The channel as this visitor sees it. */
    ChannelModel shown(Visitor visitor, Channel channel) {
        return ChannelModel.of(
                channel,
                callbackUrls,
                outboxes.find(channel.streamId()).map(OutboxState::waiting).orElse(0),
                visitor.principal().changes(channel.botId()));
    }

    /** Answers with the template. */
    void render(Context ctx, String template, Map<String, Object> model) {
        html.render(ctx, template, model);
    }

    /** Leads to a tab of the channel, which tells what was done. */
    static void done(Context ctx, Channel channel, String tab, Done done) {
        String path = "/channels/" + channel.streamId() + "/" + tab;
        ctx.redirect(done.at(path, channel.version()), HttpStatus.SEE_OTHER);
    }

    /** Answers with a page that tells the problem and nothing else. */
    void problem(Context ctx, Visitor visitor, Problem problem) {
        problem(ctx, visitor, problem, "");
    }

    /** The version that a form was made from. */
    static Long version(Context ctx) throws ProblemException {
        try {
            return Long.valueOf(Objects.requireNonNullElse(ctx.formParam("version"), ""));
        } catch (NumberFormatException e) {
            throw new ProblemException(Problem.ofField("version", "is missing: open the page anew"));
        }
    }

    private void problem(Context ctx, Visitor visitor, Problem problem, String back) {
        ctx.status(problem.status());
        Frame frame = new Frame(visitor, Notice.of(problem));
        html.render(ctx, "problem.jte", Map.of("frame", frame, "back", back));
    }

    // The form may have been handled by another instance, whose change is still on its way to this one.
    // One that the visitor does not see takes as long as one that is not there: the time must not tell that it exists.
    private void awaitSeen(Context ctx, Visitor visitor, StreamId streamId) throws InterruptedException {
        String seen = Objects.requireNonNullElse(ctx.queryParam("seen"), "");
        if (VERSION.matcher(seen).matches()) {
            long version = Long.parseLong(seen);
            view.await(
                    streamId,
                    now -> now.filter(channel -> visitor.principal().sees(channel.botId()))
                                    .map(Channel::version)
                                    .orElse(0L)
                            >= version,
                    VIEW_CATCHES_UP);
        }
    }

    private void handle(Context ctx, Visitor visitor, OnChannel handler) throws Exception {
        String text = ctx.pathParam("streamid");
        try {
            if (!StreamId.isValid(text)) {
                throw new ProblemException(Problem.notFound("of this name"));
            }
            StreamId streamId = new StreamId(text);
            awaitSeen(ctx, visitor, streamId);
            handler.handle(ctx, visitor, changes.find(streamId, visitor.principal()));
        } catch (ProblemException e) {
            problem(ctx, visitor, e.problem(), e.problem().status() == 404 ? "" : "/channels/" + text);
        }
    }
}
