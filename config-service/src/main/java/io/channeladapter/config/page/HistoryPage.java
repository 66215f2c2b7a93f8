package io.channeladapter.config.page;

import io.channeladapter.common.channel.Channel;
import io.channeladapter.config.change.Problem;
import io.channeladapter.config.change.ProblemException;
import io.channeladapter.config.history.History;
import io.channeladapter.config.log.NotReadException;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The tab that says who changed what, and when. */
final class HistoryPage {
    private static final int CHANGES = 50;

    private final ChannelPages pages;
    private final History history;

    HistoryPage(ChannelPages pages, History history) {
        this.pages = pages;
        this.history = history;
    }

    void addTo(RoutesConfig routes) {
        routes.get(ChannelPages.PATH + "/history", pages.page(this::show));
    }

    private void show(Context ctx, Visitor visitor, Channel channel) throws ProblemException, InterruptedException {
        try {
            History.Page page = history.page(channel.streamId(), channel.createdAt(), before(ctx), CHANGES);
            Map<String, Object> model = pages.model(visitor, channel, null);
            model.put("rows", page.changes().stream().map(HistoryRow::of).toList());
            model.put("next", Objects.requireNonNullElse(page.next(), 0L));
            model.put("whole", page.whole());
            pages.render(ctx, "history.jte", model);
        } catch (NotReadException e) {
            throw new ProblemException(Problem.notRead(e));
        }
    }

    // An address that was changed by hand shows the newest.
    private static @Nullable Long before(Context ctx) {
        String text = Objects.requireNonNullElse(ctx.queryParam("cursor"), "");
        return text.matches("[0-9]{1,18}") ? Long.valueOf(text) : null;
    }
}
