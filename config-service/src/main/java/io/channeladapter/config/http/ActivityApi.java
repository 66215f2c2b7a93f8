package io.channeladapter.config.http;

import io.channeladapter.common.channel.Channel;
import io.channeladapter.config.access.Caller;
import io.channeladapter.config.access.Principal;
import io.channeladapter.config.activity.Activity;
import io.channeladapter.config.activity.Search;
import io.channeladapter.config.activity.SearchFields;
import io.channeladapter.config.change.ChannelChanges;
import io.channeladapter.config.change.Problem;
import io.channeladapter.config.change.ProblemException;
import io.channeladapter.config.log.NotReadException;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.time.InstantSource;

/** {@code /api/channels/{streamid}/activity}: the last messages and how far they came. Safe for many threads. */
final class ActivityApi {
    private final ChannelChanges changes;
    private final Activity activity;
    private final InstantSource clock;

    ActivityApi(ChannelChanges changes, Activity activity, InstantSource clock) {
        this.changes = changes;
        this.activity = activity;
        this.clock = clock;
    }

    void addTo(RoutesConfig routes) {
        routes.get("/api/channels/{streamid}/activity", this::activity);
    }

    private void activity(Context ctx) throws ProblemException, InterruptedException {
        Principal who = Caller.of(ctx);
        Channel channel = changes.find(Requests.streamId(ctx), who);
        SearchFields fields = new SearchFields(
                ctx.queryParam("person"),
                ctx.queryParam("message"),
                ctx.queryParam("from"),
                ctx.queryParam("to"),
                ctx.queryParam("cursor"));
        Requests.refuse(fields.wrong());
        Search search = fields.search(clock.instant(), ListRequests.limit(ctx, SearchFields.USUAL, Search.MOST));
        try {
            Responses.json(ctx, 200, activity.find(channel, search, who.changes(channel.botId())));
        } catch (NotReadException e) {
            throw new ProblemException(Problem.notRead(e));
        }
    }
}
