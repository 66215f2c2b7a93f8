package io.channeladapter.config.http;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.channeladapter.common.codec.Json;
import io.channeladapter.common.topic.Topics;
import io.channeladapter.config.change.ProblemException;
import io.channeladapter.config.view.BotSummary;
import io.channeladapter.config.view.ChannelView;
import io.channeladapter.config.view.Listed;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;

/** {@code /api/bots}: the bots that have channels. Safe for many threads. */
final class BotsApi {
    private final ChannelView view;

    BotsApi(ChannelView view) {
        this.view = view;
    }

    void addTo(RoutesConfig routes) {
        routes.get("/api/bots", this::bots);
    }

    private void bots(Context ctx) throws ProblemException {
        Listed<BotSummary> found = view.bots(ListRequests.bots(ctx));
        ObjectNode body = Json.object();
        ArrayNode bots = body.putArray("bots");
        found.entries()
                .forEach(bot -> bots.addObject()
                        .put("botId", bot.botId().value())
                        .put("eventsTopic", Topics.botEvents(bot.botId()))
                        .put("repliesTopic", Topics.botReplies(bot.botId()))
                        .put("channels", bot.channels())
                        .put("enabled", bot.enabled())
                        .put("degraded", bot.degraded())
                        .put("broken", bot.broken()));
        ListRequests.next(body, found);
        Responses.json(ctx, 200, body);
    }
}
