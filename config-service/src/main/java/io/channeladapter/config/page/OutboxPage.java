package io.channeladapter.config.page;

import io.channeladapter.common.channel.Channel;
import io.channeladapter.common.channel.Conversation;
import io.channeladapter.config.change.ChannelChanges;
import io.channeladapter.config.change.Problem;
import io.channeladapter.config.change.ProblemException;
import io.channeladapter.config.command.Command;
import io.channeladapter.config.outbox.Freshness;
import io.channeladapter.config.view.OutboxView;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.time.InstantSource;
import java.util.Map;
import java.util.Objects;

/** The tab of what waits to be sent; what it does is asked once more before, on a page of its own. */
final class OutboxPage {
    private static final String PATH = ChannelPages.PATH + "/outbox";

    private final ChannelPages pages;
    private final ChannelChanges changes;
    private final OutboxView outboxes;
    private final InstantSource clock;

    OutboxPage(ChannelPages pages, ChannelChanges changes, OutboxView outboxes, InstantSource clock) {
        this.pages = pages;
        this.changes = changes;
        this.outboxes = outboxes;
        this.clock = clock;
    }

    void addTo(RoutesConfig routes) {
        routes.get(PATH, pages.page(this::show));
        routes.post(PATH + "/cancel", pages.form(ChannelPages.change(this::cancel)));
        routes.post(PATH + "/release", pages.form(ChannelPages.change(this::release)));
        for (String form : new String[] {"/cancel", "/release"}) {
            routes.get(
                    PATH + form,
                    ctx -> ctx.redirect("/channels/" + ctx.pathParam("streamid") + "/outbox", HttpStatus.SEE_OTHER));
        }
    }

    private void show(Context ctx, Visitor visitor, Channel channel) {
        Map<String, Object> model = pages.model(visitor, channel, Done.notice(ctx.queryParam("done")));
        model.put("outbox", model(channel));
        pages.render(ctx, "outbox.jte", model);
    }

    private void cancel(Context ctx, Visitor visitor, Channel channel) throws ProblemException, InterruptedException {
        String person = Objects.requireNonNullElse(ctx.formParam("person"), "");
        if (!person.isEmpty() && !Conversation.isUserId(person)) {
            throw new ProblemException(Problem.ofField("person", "must be Twitter's id of a person"));
        }
        if (!sure(ctx)) {
            confirm(ctx, visitor, channel, "cancel", person);
            return;
        }
        Command.OfOutbox order = new Command.CancelReplies(person.isEmpty() ? null : person, null);
        ordered(ctx, visitor, channel, order, Done.CANCELLED);
    }

    private void release(Context ctx, Visitor visitor, Channel channel) throws ProblemException, InterruptedException {
        if (!outboxes.isPaused(channel)) {
            throw new ProblemException(Problem.notPaused());
        }
        if (!sure(ctx)) {
            confirm(ctx, visitor, channel, "release", "");
            return;
        }
        ordered(ctx, visitor, channel, new Command.ReleaseSending(), Done.RELEASED);
    }

    // Events that Twitter sends meanwhile change no version by a person, so that this is stale only where a person was.
    private void ordered(Context ctx, Visitor visitor, Channel channel, Command.OfOutbox order, Done done)
            throws ProblemException, InterruptedException {
        Channel after = changes.order(channel.streamId(), ChannelPages.version(ctx), order, visitor.principal());
        ChannelPages.done(ctx, after, "outbox", done);
    }

    private void confirm(Context ctx, Visitor visitor, Channel channel, String what, String person) {
        Map<String, Object> model = pages.model(visitor, channel, null);
        model.put("outbox", model(channel));
        model.put("what", what);
        model.put("person", person);
        pages.render(ctx, "outbox-confirm.jte", model);
    }

    private OutboxModel model(Channel channel) {
        return OutboxModel.of(
                outboxes.find(channel.streamId()).orElse(null),
                Freshness.of(outboxes.asOf(channel.streamId()), clock.instant()));
    }

    private static boolean sure(Context ctx) {
        return "yes".equals(ctx.formParam("go"));
    }
}
