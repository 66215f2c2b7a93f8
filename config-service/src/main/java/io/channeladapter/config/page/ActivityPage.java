package io.channeladapter.config.page;

import io.channeladapter.common.channel.Channel;
import io.channeladapter.config.activity.Activity;
import io.channeladapter.config.activity.SearchFields;
import io.channeladapter.config.change.Problem;
import io.channeladapter.config.change.ProblemException;
import io.channeladapter.config.log.NotReadException;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.time.InstantSource;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The tab that shows the last messages and how far each came, and finds one of them. */
final class ActivityPage {
    private final ChannelPages pages;
    private final Activity activity;
    private final InstantSource clock;

    ActivityPage(ChannelPages pages, Activity activity, InstantSource clock) {
        this.pages = pages;
        this.activity = activity;
        this.clock = clock;
    }

    void addTo(RoutesConfig routes) {
        routes.get(ChannelPages.PATH + "/activity", pages.page(this::show));
    }

    private void show(Context ctx, Visitor visitor, Channel channel) throws ProblemException, InterruptedException {
        SearchFields fields = new SearchFields(
                ctx.queryParam("person"),
                ctx.queryParam("message"),
                ctx.queryParam("from"),
                ctx.queryParam("to"),
                ctx.queryParam("cursor"));
        Map<String, String> wrong = fields.wrong();
        Map<String, Object> model = pages.model(visitor, channel, null);
        model.put(
                "search",
                new SearchModel(
                        entered(fields.person()),
                        entered(fields.message()),
                        entered(fields.from()),
                        entered(fields.to()),
                        wrong));
        if (wrong.isEmpty()) {
            model.put("found", found(fields, visitor, channel));
        } else {
            ctx.status(400);
        }
        pages.render(ctx, "activity.jte", model);
    }

    private FoundModel found(SearchFields fields, Visitor visitor, Channel channel)
            throws ProblemException, InterruptedException {
        try {
            return FoundModel.of(activity.find(
                    channel,
                    fields.search(clock.instant(), SearchFields.USUAL),
                    visitor.principal().changes(channel.botId())));
        } catch (NotReadException e) {
            throw new ProblemException(Problem.notRead(e));
        }
    }

    private static String entered(@Nullable String text) {
        return Objects.requireNonNullElse(text, "").strip();
    }
}
