package io.channeladapter.config.page;

import io.channeladapter.common.channel.Channel;
import io.channeladapter.config.page.Frame.Notice;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.Map;

/** The tab that says how well a channel does. */
final class HealthPage {
    private final ChannelPages pages;

    HealthPage(ChannelPages pages) {
        this.pages = pages;
    }

    void addTo(RoutesConfig routes) {
        routes.get(ChannelPages.PATH + "/health", pages.page(this::show));
    }

    private void show(Context ctx, Visitor visitor, Channel channel) {
        Notice notice = Done.notice(ctx.queryParam("done"));
        Map<String, Object> model = pages.model(visitor, channel, notice);
        model.put("health", HealthModel.of(channel));
        pages.render(ctx, "health.jte", model);
    }
}
