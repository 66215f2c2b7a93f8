package io.channeladapter.config.page;

import io.channeladapter.common.channel.ApiGeneration;
import io.channeladapter.common.channel.Channel;
import io.channeladapter.common.channel.ChannelStatus;
import io.channeladapter.config.change.ChannelChanges;
import io.channeladapter.config.change.Configuration;
import io.channeladapter.config.change.Problem;
import io.channeladapter.config.change.ProblemException;
import io.channeladapter.config.page.Frame.Notice;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
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
                pages.page((ctx, visitor, channel) -> show(
                        ctx, visitor, channel, Done.notice(ctx.queryParam("done")), ConfigurationForm.of(channel))));
        routes.post(ChannelPages.PATH + "/configuration", pages.form(ChannelPages.change(this::save)));
    }

    private void show(Context ctx, Visitor visitor, Channel channel, @Nullable Notice notice, ConfigurationForm form) {
        Map<String, Object> model = pages.model(visitor, channel, notice);
        model.put("form", form);
        pages.render(ctx, "configurations.jte", model);
    }

    private void save(Context ctx, Visitor visitor, Channel before) throws ProblemException, InterruptedException {
        try {
            Configuration wanted = Configuration.read(name -> field(ctx, name), before.entered() != null);
            Channel channel =
                    changes.configure(before.streamId(), ChannelPages.version(ctx), wanted, visitor.principal());
            Done done = channel.stage() != ChannelStatus.CONFIGURED
                    ? Done.SAVED_SAME
                    : channel.pending() == null ? Done.SAVED : Done.SAVED_BESIDE;
            ChannelPages.done(ctx, channel, TAB, done);
        } catch (ProblemException e) {
            Channel now = changes.find(before.streamId(), visitor.principal());
            ctx.status(e.problem().status());
            show(ctx, visitor, now, notice(e.problem()), ConfigurationForm.sent(now, ctx::formParam, e.problem()));
        }
    }

    // The label's field stays in the form while the generation changes, and is not meant where there is none.
    private static @Nullable String field(Context ctx, String name) {
        boolean meant = !name.equals("environmentLabel")
                || ApiGeneration.read(String.valueOf(ctx.formParam("generation")))
                        .map(ApiGeneration::needsEnvironment)
                        .orElse(true);
        return meant ? ctx.formParam(name) : null;
    }

    private static Notice notice(Problem problem) {
        int wrong = problem.errors().size();
        if (wrong > 0) {
            return new Notice(
                    true,
                    "Not saved",
                    (wrong == 1
                                    ? "One field is not right yet; beside it stands"
                                    : wrong + " fields are not right yet; beside each stands")
                            + " what it must be. Keys and tokens that you entered are to be entered again.");
        }
        if (problem.status() == 412) {
            return new Notice(
                    true,
                    "Not saved: someone else changed this channel meanwhile",
                    (Notice.changes(problem) + " What you entered is still here, but for keys and tokens: save again to"
                                    + " have it so.")
                            .strip());
        }
        return Notice.of(problem);
    }
}
