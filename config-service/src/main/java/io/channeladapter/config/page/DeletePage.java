package io.channeladapter.config.page;

import io.channeladapter.common.channel.Channel;
import io.channeladapter.config.change.ChannelChanges;
import io.channeladapter.config.change.ProblemException;
import io.channeladapter.config.page.Frame.Notice;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Deletes a channel for ever, once its bot's name was typed; the dialog of the other page posts to the same address. */
final class DeletePage {
    private static final String PATH = ChannelPages.PATH + "/delete";

    private final ChannelPages pages;
    private final ChannelChanges changes;

    DeletePage(ChannelPages pages, ChannelChanges changes) {
        this.pages = pages;
        this.changes = changes;
    }

    void addTo(RoutesConfig routes) {
        routes.get(
                PATH,
                pages.page(ChannelPages.change((ctx, visitor, channel) -> show(ctx, visitor, channel, null, ""))));
        routes.post(PATH, pages.form(ChannelPages.change(this::delete)));
    }

    private void show(Context ctx, Visitor visitor, Channel channel, @Nullable Notice notice, String wrong) {
        Map<String, Object> model = pages.model(visitor, channel, notice);
        model.put("wrong", wrong);
        pages.render(ctx, "delete.jte", model);
    }

    private void delete(Context ctx, Visitor visitor, Channel channel) throws ProblemException, InterruptedException {
        String typed = Objects.requireNonNullElse(ctx.formParam("confirm"), "").strip();
        if (!typed.equals(channel.botId().value())) {
            ctx.status(400);
            Notice notice = new Notice(true, "Not deleted", "What was typed is not the bot's name.");
            show(ctx, visitor, channel, notice, "Type the bot's name, " + channel.botId() + ", exactly.");
            return;
        }
        List<String> warnings = changes.delete(channel.streamId(), ChannelPages.version(ctx), visitor.principal());
        if (warnings.isEmpty()) {
            ctx.redirect(Done.DELETED.at("/"), HttpStatus.SEE_OTHER);
            return;
        }
        // Told at once: no later page knows of it.
        Notice notice = new Notice(
                true,
                "Deleted, but not everything at Twitter",
                "The channel is gone, with its keys. What is said below could not be done at Twitter.");
        pages.render(
                ctx,
                "deleted.jte",
                Map.of(
                        "frame",
                        new Frame(visitor, notice),
                        "botId",
                        channel.botId().value(),
                        "warnings",
                        warnings));
    }
}
