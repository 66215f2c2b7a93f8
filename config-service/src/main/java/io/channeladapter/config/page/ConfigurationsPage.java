package io.channeladapter.config.page;

import io.channeladapter.common.channel.Channel;
import io.channeladapter.common.channel.ChannelStatus;
import io.channeladapter.config.authorize.Progress;
import io.channeladapter.config.authorize.Report;
import io.channeladapter.config.authorize.StepResult;
import io.channeladapter.config.change.ChannelChanges;
import io.channeladapter.config.change.Configuration;
import io.channeladapter.config.change.ProblemException;
import io.channeladapter.config.page.Frame.Notice;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The tab by which a channel is connected. */
final class ConfigurationsPage {
    private static final String TAB = "configurations";

    private final ChannelPages pages;
    private final ChannelChanges changes;

    ConfigurationsPage(ChannelPages pages, ChannelChanges changes) {
        this.pages = pages;
        this.changes = changes;
    }

    void addTo(RoutesConfig routes) {
        routes.get(
                ChannelPages.PATH + "/" + TAB,
                pages.page((ctx, visitor, channel) ->
                        show(ctx, visitor, channel, Done.notice(ctx.queryParam("done")), List.of())));
        routes.post(ChannelPages.PATH + "/configuration", pages.form(this::save));
        routes.post(ChannelPages.PATH + "/authorize", pages.form(this::authorize));
    }

    private void show(Context ctx, Visitor visitor, Channel channel, @Nullable Notice notice, List<StepResult> steps) {
        Map<String, Object> model = pages.model(visitor, channel, notice);
        model.put("steps", steps);
        pages.render(ctx, "configurations.jte", model);
    }

    private void save(Context ctx, Visitor visitor, Channel before) throws ProblemException, InterruptedException {
        try {
            Configuration wanted = Configuration.read(ctx::formParam, before.entered() != null);
            Channel channel =
                    changes.configure(before.streamId(), ChannelPages.version(ctx), wanted, visitor.principal());
            Done done = channel.stage() != ChannelStatus.CONFIGURED
                    ? Done.SAVED_SAME
                    : channel.pending() == null ? Done.SAVED : Done.SAVED_BESIDE;
            ChannelPages.done(ctx, channel, TAB, done);
        } catch (ProblemException e) {
            ctx.status(e.problem().status());
            show(ctx, visitor, changes.find(before.streamId(), visitor.principal()), Notice.of(e.problem()), List.of());
        }
    }

    private void authorize(Context ctx, Visitor visitor, Channel before) throws ProblemException, InterruptedException {
        Report report = changes.authorize(
                before.streamId(),
                ChannelPages.version(ctx),
                ctx.formParam("replaceWebhook"),
                Progress.SILENT,
                visitor.principal());
        Channel channel = changes.find(before.streamId(), visitor.principal());
        Notice notice = report.connected() == null
                ? new Notice(true, "Not authorized", "A step failed; below it says why and what to do.")
                : new Notice(false, "Authorized", "The account is connected. " + next(channel.status()));
        show(ctx, visitor, channel, notice, report.steps());
    }

    // What authorizing again left as it was needs no more clicks.
    private static String next(ChannelStatus status) {
        return status == ChannelStatus.ENABLED ? "Messages flow." : "Enable the channel next.";
    }
}
