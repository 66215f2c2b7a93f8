package io.channeladapter.config.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
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
import io.channeladapter.config.view.ChannelView;
import io.channeladapter.config.view.OutboxView;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What waits in the outboxes, and what an owner does about it, over REST. Safe for many threads. */
public final class OutboxApi {
    private static final String OUTBOX = "/api/channels/{streamid}/outbox";
    private static final int USUAL = 100;
    private static final int MOST = 1_000;

    private final ChannelChanges changes;
    private final ChannelView channels;
    private final OutboxView outboxes;

    public OutboxApi(ChannelChanges changes, ChannelView channels, OutboxView outboxes) {
        this.changes = changes;
        this.channels = channels;
        this.outboxes = outboxes;
    }

    /** Adds its routes; the filter of {@code /api/*} guards them. */
    public void addTo(RoutesConfig routes) {
        routes.get("/api/outboxes", this::all);
        routes.get(OUTBOX, this::one);
        routes.post(OUTBOX + "/cancel", this::cancel);
        routes.post(OUTBOX + "/release", this::release);
    }

    // Those that wait for a person come first, then those that have waited longest.
    private void all(Context ctx) throws ProblemException {
        Principal who = Caller.of(ctx);
        int limit = ListRequests.limit(ctx, USUAL, MOST);
        List<OutboxBody> waiting = outboxes.all().stream()
                .flatMap(state -> Stream.ofNullable(channels.find(state.streamId())
                        .filter(channel -> who.sees(channel.botId()))
                        .map(channel -> OutboxBody.brief(channel, state))
                        .orElse(null)))
                .sorted(Comparator.comparing((OutboxBody body) -> body.pause() == null)
                        .thenComparing(OutboxBody::oldest, Comparator.nullsLast(Comparator.naturalOrder())))
                .toList();
        ObjectNode body = Json.object().put("total", waiting.size());
        ArrayNode listed = body.putArray("outboxes");
        waiting.stream().limit(limit).forEach(each -> listed.add(Json.MAPPER.<JsonNode>valueToTree(each)));
        Responses.json(ctx, 200, body);
    }

    private void one(Context ctx) throws ProblemException {
        Channel channel = changes.find(Requests.streamId(ctx), Caller.of(ctx));
        ctx.header("ETag", "\"" + channel.version() + "\"");
        Responses.json(
                ctx,
                200,
                OutboxBody.whole(channel, outboxes.find(channel.streamId()).orElse(null)));
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
        ordered(ctx, changes.order(streamId, expected, new Command.CancelReplies(userId, replyId), who));
    }

    private void release(Context ctx) throws Exception {
        StreamId streamId = Requests.streamId(ctx);
        Principal who = Caller.of(ctx);
        @Nullable Long expected = Requests.seen(ctx, streamId, changes);
        changes.seen(streamId, expected, who);
        Requests.body(ctx, List.of());
        ordered(ctx, changes.order(streamId, expected, new Command.ReleaseSending(), who));
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
    private static void ordered(Context ctx, Channel channel) {
        ctx.header("ETag", "\"" + channel.version() + "\"");
        Responses.json(ctx, 202, Json.object().put("accepted", true));
    }
}
