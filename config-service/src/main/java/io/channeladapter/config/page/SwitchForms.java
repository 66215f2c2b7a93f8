package io.channeladapter.config.page;

import io.channeladapter.common.channel.Channel;
import io.channeladapter.config.change.ChannelChanges;
import io.channeladapter.config.change.ProblemException;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.List;
import java.util.Objects;

/** The buttons above the tabs: Enable and Disable, which lead back to the tab that they were pressed on. */
final class SwitchForms {
    private static final List<String> TABS =
            List.of("configurations", "health", "activity", "outbox", "dead-letters", "history");

    private final ChannelPages pages;
    private final ChannelChanges changes;

    SwitchForms(ChannelPages pages, ChannelChanges changes) {
        this.pages = pages;
        this.changes = changes;
    }

    void addTo(RoutesConfig routes) {
        routes.post(
                ChannelPages.PATH + "/enable",
                pages.form((ctx, visitor, channel) -> done(
                        ctx,
                        () -> changes.enable(channel.streamId(), ChannelPages.version(ctx), visitor.principal()),
                        Done.ENABLED)));
        routes.post(
                ChannelPages.PATH + "/disable",
                pages.form((ctx, visitor, channel) -> done(
                        ctx,
                        () -> changes.disable(channel.streamId(), ChannelPages.version(ctx), visitor.principal()),
                        Done.DISABLED)));
    }

    @FunctionalInterface
    private interface Change {
        Channel made() throws ProblemException, InterruptedException;
    }

    private static void done(Context ctx, Change change, Done done) throws ProblemException, InterruptedException {
        String tab = Objects.requireNonNullElse(ctx.formParam("tab"), "");
        ChannelPages.done(ctx, change.made(), TABS.contains(tab) ? tab : TABS.getFirst(), done);
    }
}
