package io.channeladapter.config.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.channeladapter.common.channel.BotId;
import io.channeladapter.common.channel.Channel;
import io.channeladapter.common.channel.Conversation;
import io.channeladapter.common.channel.StreamId;
import io.channeladapter.common.codec.Json;
import io.channeladapter.config.access.Caller;
import io.channeladapter.config.access.Principal;
import io.channeladapter.config.change.ChannelChanges;
import io.channeladapter.config.change.Problem;
import io.channeladapter.config.change.ProblemException;
import io.channeladapter.config.command.Command;
import io.channeladapter.config.outbox.Freshness;
import io.channeladapter.config.view.ChannelQuery;
import io.channeladapter.config.view.ChannelView;
import io.channeladapter.config.view.OutboxPlace;
import io.channeladapter.config.view.OutboxView;
import io.channeladapter.config.view.WaitingChannels;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** What waits in the outboxes, and what an owner does about it, over REST. Safe for many threads. */
public final class OutboxApi {
    private static final String OUTBOX = "/api/channels/{streamid}/outbox";

    private final ChannelChanges changes;
    private final WaitingChannels waiting;
    private final OutboxView outboxes;
    private final InstantSource clock;

    public OutboxApi(ChannelChanges changes, ChannelView channels, OutboxView outboxes, InstantSource clock) {
        this.changes = changes;
        this.waiting = new WaitingChannels(channels, outboxes);
        this.outboxes = outboxes;
        this.clock = clock;
    }

    /** Adds its routes; the filter of {@code /api/*} guards them. */
    public void addTo(RoutesConfig routes) {
        routes.get("/api/outboxes", this::all);
        routes.get(OUTBOX, this::one);
        routes.post(OUTBOX + "/cancel", this::cancel);
        routes.post(OUTBOX + "/release", this::release);
    }

    private void all(Context ctx) throws ProblemException {
        Principal who = Caller.of(ctx);
        BotId botId = ListRequests.botId(ctx);
        int limit = ListRequests.limit(ctx, ListRequests.USUAL, ChannelQuery.MOST);
        Optional<OutboxPlace> after = ListRequests.cursor(ctx, OutboxPlace::read);
        WaitingChannels.Page page = waiting.page(who::sees, botId, after.orElse(null), limit);
        // Of channels that nobody tells of, some that wait may be missing.
        Freshness told = Freshness.of(outboxes.asOf(), clock.instant());
        ObjectNode body = Json.object().put("total", page.total()).put("stale", told.isStale());
        if (told.asOf() != null) {
            body.put("asOf", told.asOf().toString()).put("ageSeconds", OutboxBody.seconds(told));
        }
        ArrayNode listed = body.putArray("outboxes");
        for (WaitingChannels.Waiting one : page.channels()) {
            Channel channel = one.channel();
            listed.add(Json.MAPPER.<JsonNode>valueToTree(
                    OutboxBody.brief(channel, one.state(), told(channel.streamId()))));
        }
        if (page.next() != null) {
            body.put("next", page.next());
        }
        Responses.json(ctx, 200, body);
    }

    private void one(Context ctx) throws ProblemException {
        Channel channel = changes.find(Requests.streamId(ctx), Caller.of(ctx));
        ctx.header("ETag", "\"" + channel.version() + "\"");
        Responses.json(
                ctx,
                200,
                OutboxBody.whole(channel, outboxes.find(channel.streamId()).orElse(null), told(channel.streamId())));
    }

    private Freshness told(StreamId streamId) {
        return Freshness.of(outboxes.asOf(streamId), clock.instant());
    }

    private void cancel(Context ctx) throws Exception {
        StreamId streamId = Requests.streamId(ctx);
        Principal who = Caller.of(ctx);
        @Nullable Long expected = Requests.seen(ctx, streamId, changes);
        changes.seen(streamId, expected, who);
        JsonNode body = Requests.body(ctx, List.of("userId", "replyId", "all"));
        String userId = Requests.text(body, "userId");
        String replyId = Requests.text(body, "replyId");
        boolean all = Requests.truth(body, "all");
        requireRight(userId, replyId, all);
        OptionalInt waiting = OutboxBody.waiting(outboxes.find(streamId).orElse(null), userId, replyId);
        Channel after = changes.order(streamId, expected, new Command.CancelReplies(userId, replyId), who);
        ordered(ctx, after, waiting);
    }

    private void release(Context ctx) throws Exception {
        StreamId streamId = Requests.streamId(ctx);
        Principal who = Caller.of(ctx);
        @Nullable Long expected = Requests.seen(ctx, streamId, changes);
        Channel channel = changes.seen(streamId, expected, who);
        Requests.body(ctx, List.of());
        if (!outboxes.isPaused(channel)) {
            throw new ProblemException(Problem.notPaused());
        }
        ordered(ctx, changes.order(streamId, expected, new Command.ReleaseSending(), who), OptionalInt.empty());
    }

    private static void requireRight(@Nullable String userId, @Nullable String replyId, boolean all)
            throws ProblemException {
        if (userId != null && !Conversation.isUserId(userId)) {
            throw new ProblemException(
                    Problem.ofField("userId", "must be Twitter's id of the person, 1 to 19 digits, as a text"));
        }
        if (replyId != null && (replyId.isBlank() || replyId.indexOf('\u0000') >= 0)) {
            throw new ProblemException(Problem.ofField("replyId", "must be the id of a reply"));
        }
        boolean chosen = userId != null || replyId != null;
        if (chosen == all) {
            throw new ProblemException(Problem.ofField(
                    "all", "must be true to cancel all that waits, and left out where userId or replyId say what"));
        }
    }

    // The egress does it a moment later: what became of each reply is told to the bot.
    private static void ordered(Context ctx, Channel channel, OptionalInt waiting) {
        ctx.header("ETag", "\"" + channel.version() + "\"");
        ObjectNode body = Json.object().put("accepted", true);
        waiting.ifPresent(replies -> body.put("waiting", replies));
        Responses.json(ctx, 202, body);
    }
}
