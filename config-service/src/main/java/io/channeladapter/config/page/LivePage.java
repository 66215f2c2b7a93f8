package io.channeladapter.config.page;

import io.channeladapter.common.channel.Channel;
import io.channeladapter.common.channel.StreamId;
import io.channeladapter.config.access.Principal;
import io.channeladapter.config.view.ChannelView;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Keeps a page that is open as it is: its request waits until there is something new, so that a channel's trouble is on
 * the page as soon as this instance knows of it.
 */
final class LivePage {
    /** Below the 30 to 60 seconds after which proxies end a request that stays silent. */
    private static final Duration AT_MOST = Duration.ofSeconds(25);

    private final SignIn signIn;
    private final ChannelPages pages;
    private final ChannelView view;

    LivePage(SignIn signIn, ChannelPages pages, ChannelView view) {
        this.signIn = signIn;
        this.pages = pages;
        this.view = view;
    }

    void addTo(RoutesConfig routes) {
        routes.get(ChannelPages.PATH + "/state", signIn.page(this::state));
    }

    private void state(Context ctx, Visitor visitor) throws InterruptedException {
        String text = ctx.pathParam("streamid");
        String after = Objects.requireNonNullElse(ctx.queryParam("after"), "");
        Optional<Channel> channel =
                StreamId.isValid(text) ? newer(new StreamId(text), visitor.principal(), after) : Optional.empty();
        if (channel.isEmpty()) {
            ctx.header("HX-Redirect", "/").status(204);
        } else if (ChannelModel.live(channel.get()).equals(after)) {
            ctx.status(204);
        } else {
            String tab = Objects.requireNonNullElse(ctx.queryParam("tab"), "");
            Map<String, Object> model = pages.model(visitor, channel.get(), null);
            model.put("tab", tab);
            model.put("health", HealthModel.of(channel.get()));
            pages.render(ctx, "live.jte", model);
        }
    }

    // One that is not seen is never waited for, as one that is not there: the time must not tell that it exists.
    private Optional<Channel> newer(StreamId streamId, Principal principal, String after) throws InterruptedException {
        if (!after.isEmpty()) {
            view.await(
                    streamId,
                    channel -> !channel.filter(found -> principal.sees(found.botId()))
                            .map(ChannelModel::live)
                            .equals(Optional.of(after)),
                    AT_MOST);
        }
        return view.find(streamId).filter(found -> principal.sees(found.botId()));
    }
}
