package io.channeladapter.config.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.channeladapter.common.channel.Channel;
import io.channeladapter.common.codec.Json;
import io.channeladapter.config.access.Caller;
import io.channeladapter.config.access.Principal;
import io.channeladapter.config.change.ChannelChanges;
import io.channeladapter.config.change.Problem;
import io.channeladapter.config.change.ProblemException;
import io.channeladapter.config.letter.LetterFields;
import io.channeladapter.config.letter.LetterSearch;
import io.channeladapter.config.letter.Turn;
import io.channeladapter.config.letterbox.LettersAtHand;
import io.channeladapter.config.letterbox.Opened;
import io.channeladapter.config.replay.Replay;
import io.channeladapter.config.replay.Replayed;
import io.channeladapter.config.replay.Replayed.Fate;
import io.channeladapter.config.view.ChannelView;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Sends dead letters again over REST: one, or those of a channel. Safe for many threads. */
public final class ReplayApi {
    private static final List<String> HOW = List.of("dryRun", "again");
    private static final List<String> FIELDS =
            List.of("reason", "origin", "service", "from", "to", "after", "limit", "dryRun", "again");
    private static final int USUAL = 100;

    private final ChannelChanges changes;
    private final ChannelView view;
    private final LettersAtHand letters;
    private final Replay replay;
    private final InstantSource clock;

    public ReplayApi(
            ChannelChanges changes, ChannelView view, LettersAtHand letters, Replay replay, InstantSource clock) {
        this.changes = changes;
        this.view = view;
        this.letters = letters;
        this.replay = replay;
        this.clock = clock;
    }

    /** Adds its routes; the filter of {@code /api/*} guards them. */
    public void addTo(RoutesConfig routes) {
        routes.post("/api/dead-letters/{letter}/replay", this::one);
        routes.post("/api/channels/{streamid}/dead-letters/replay", this::many);
    }

    private void one(Context ctx) throws Exception {
        Principal who = Caller.of(ctx);
        Opened opened = letters.readable(ctx.pathParam("letter"), who);
        JsonNode body = Requests.body(ctx, HOW);
        Optional<Channel> channel = opened.letter().streamId().flatMap(view::find);
        Responses.json(ctx, 200, body(replay.one(channel, opened, wish(body, who))));
    }

    private void many(Context ctx) throws Exception {
        Principal who = Caller.of(ctx);
        Channel channel = changes.seen(Requests.streamId(ctx), null, who);
        JsonNode body = Requests.body(ctx, FIELDS);
        LetterFields fields = new LetterFields(
                channel.streamId().value(),
                Requests.text(body, "reason"),
                Requests.text(body, "origin"),
                Requests.text(body, "service"),
                Requests.text(body, "from"),
                Requests.text(body, "to"),
                null);
        Requests.refuse(fields.wrong());
        LetterSearch search = fields.search(clock.instant(), limit(Requests.wholeNumber(body, "limit")));
        Responses.json(
                ctx, 200, body(replay.many(channel, search, after(Requests.text(body, "after")), wish(body, who))));
    }

    private static Replay.Wish wish(JsonNode body, Principal who) throws ProblemException {
        return new Replay.Wish(Requests.truth(body, "dryRun"), Requests.truth(body, "again"), who);
    }

    private static @Nullable Turn after(@Nullable String text) throws ProblemException {
        return text == null
                ? null
                : Turn.read(text).orElseThrow(() -> new ProblemException(Problem.ofField("after", Turn.EXPECTED)));
    }

    private static int limit(@Nullable String text) throws ProblemException {
        if (text == null) {
            return USUAL;
        }
        int limit = text.matches("[0-9]{1,6}") ? Integer.parseInt(text) : 0;
        if (limit < 1 || limit > LetterSearch.MOST) {
            throw new ProblemException(Problem.ofField("limit", "must be a number from 1 to " + LetterSearch.MOST));
        }
        return limit;
    }

    private static ObjectNode body(Replayed replayed) {
        ObjectNode body = Json.object()
                .put("dryRun", replayed.dryRun())
                .put("sent", replayed.count(Fate.SENT))
                .put("refused", replayed.count(Fate.REFUSED))
                .put("left", replayed.count(Fate.LEFT))
                .put("sentAlready", replayed.sentAlready())
                .put("failedAgain", replayed.failedAgain())
                .put("more", replayed.more())
                .put("recorded", !replayed.unrecorded());
        Optional.ofNullable(replayed.next()).ifPresent(next -> body.put("next", next.toString()));
        Optional.ofNullable(replayed.stopped()).ifPresent(why -> body.put("stopped", why));
        ArrayNode letters = body.putArray("letters");
        replayed.letters().forEach(each -> {
            ObjectNode letter = letters.addObject()
                    .put("id", each.letter().id().toString())
                    .put("result", each.fate().wire())
                    .put("detail", each.text());
            Optional.ofNullable(each.code()).ifPresent(code -> letter.put("code", code));
        });
        return body;
    }
}
