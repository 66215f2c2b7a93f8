package io.channeladapter.config.page;

import io.channeladapter.common.channel.BotId;
import io.channeladapter.config.outbox.Freshness;
import io.channeladapter.config.view.OutboxPlace;
import io.channeladapter.config.view.OutboxView;
import io.channeladapter.config.view.WaitingChannels;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The page of all channels in which replies wait. */
final class OutboxesPage {
    private static final int CHANNELS_OF_A_PAGE = 50;

    private final SignIn signIn;
    private final ChannelPages pages;
    private final WaitingChannels waiting;
    private final OutboxView outboxes;
    private final InstantSource clock;

    OutboxesPage(SignIn signIn, ChannelPages pages, WaitingChannels waiting, OutboxView outboxes, InstantSource clock) {
        this.signIn = signIn;
        this.pages = pages;
        this.waiting = waiting;
        this.outboxes = outboxes;
        this.clock = clock;
    }

    void addTo(RoutesConfig routes) {
        routes.get("/outboxes", signIn.page(this::show));
    }

    private void show(Context ctx, Visitor visitor) {
        BotId botId = botId(ctx.queryParam("botId"));
        Optional<OutboxPlace> after =
                Optional.ofNullable(ctx.queryParam("after")).flatMap(OutboxPlace::read);
        Instant now = clock.instant();
        WaitingChannels.Page page =
                waiting.page(visitor.principal()::sees, botId, after.orElse(null), CHANNELS_OF_A_PAGE);
        List<OutboxesModel.Row> rows = page.channels().stream()
                .map(one -> OutboxesModel.Row.of(
                        pages.shown(visitor, one.channel()),
                        one.state(),
                        Freshness.of(outboxes.asOf(one.channel().streamId()), now),
                        now))
                .toList();
        Map<String, Object> model = new HashMap<>();
        model.put("frame", new Frame(visitor, null));
        model.put(
                "list",
                OutboxesModel.of(
                        page,
                        rows,
                        botId == null ? null : botId.value(),
                        after.isEmpty(),
                        Freshness.of(outboxes.asOf(), now)));
        pages.render(ctx, "outboxes.jte", model);
    }

    private static @Nullable BotId botId(@Nullable String name) {
        return name != null && BotId.isValid(name) ? new BotId(name) : null;
    }
}
