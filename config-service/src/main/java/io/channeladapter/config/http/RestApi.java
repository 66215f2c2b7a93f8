package io.channeladapter.config.http;

import io.channeladapter.config.activity.Activity;
import io.channeladapter.config.change.CallbackUrls;
import io.channeladapter.config.change.ChannelChanges;
import io.channeladapter.config.history.History;
import io.channeladapter.config.view.ChannelView;
import io.javalin.config.RoutesConfig;
import java.time.InstantSource;

/** The REST interface: its filter and the routes of each resource; {@code docs/rest.md} tells of it. Safe for many threads. */
public final class RestApi {
    private final BearerFilter bearer;
    private final BotsApi bots;
    private final ChannelsApi channels;
    private final HistoryApi histories;
    private final ActivityApi activities;

    public RestApi(
            ChannelChanges changes,
            ChannelView view,
            History history,
            Activity activity,
            InstantSource clock,
            CallbackUrls callbackUrls,
            BearerFilter bearer) {
        this.bearer = bearer;
        this.bots = new BotsApi(view);
        this.channels = new ChannelsApi(changes, view, callbackUrls);
        this.histories = new HistoryApi(view, history);
        this.activities = new ActivityApi(changes, activity, clock);
    }

    /** Adds its routes. */
    public void addTo(RoutesConfig routes) {
        routes.before("/api/*", bearer::require);
        bots.addTo(routes);
        channels.addTo(routes);
        histories.addTo(routes);
        activities.addTo(routes);
    }
}
