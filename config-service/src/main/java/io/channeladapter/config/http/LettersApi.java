package io.channeladapter.config.http;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.channeladapter.common.channel.BotId;
import io.channeladapter.common.channel.StreamId;
import io.channeladapter.common.codec.Json;
import io.channeladapter.config.access.Caller;
import io.channeladapter.config.access.Principal;
import io.channeladapter.config.change.ChannelChanges;
import io.channeladapter.config.change.Problem;
import io.channeladapter.config.change.ProblemException;
import io.channeladapter.config.letter.LetterFields;
import io.channeladapter.config.letter.LetterSearch;
import io.channeladapter.config.letterbox.LetterAccess;
import io.channeladapter.config.letterbox.Letterbox;
import io.channeladapter.config.letterbox.LettersAtHand;
import io.channeladapter.config.letterbox.Opened;
import io.channeladapter.config.log.NotReadException;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.time.InstantSource;
import java.util.Optional;

/** {@code /api/dead-letters}: what could not go on, and why. Safe for many threads. */
public final class LettersApi {
    private static final String LETTER = "/api/dead-letters/{letter}";

    private final ChannelChanges changes;
    private final Letterbox letterbox;
    private final LetterAccess access;
    private final LettersAtHand atHand;
    private final InstantSource clock;

    public LettersApi(
            ChannelChanges changes,
            Letterbox letterbox,
            LetterAccess access,
            LettersAtHand atHand,
            InstantSource clock) {
        this.changes = changes;
        this.letterbox = letterbox;
        this.access = access;
        this.atHand = atHand;
        this.clock = clock;
    }

    /** Adds its routes; the filter of {@code /api/*} guards them. */
    public void addTo(RoutesConfig routes) {
        routes.get("/api/dead-letters", this::letters);
        routes.get(LETTER, this::letter);
        routes.get(LETTER + "/bytes", this::bytes);
    }

    private void letters(Context ctx) throws ProblemException, InterruptedException {
        Principal who = Caller.of(ctx);
        LetterSearch search = search(ctx, clock);
        StreamId channel = search.channel();
        if (channel != null && !who.isAdmin()) {
            changes.find(channel, who);
        }
        try {
            Letterbox.Found found = letterbox.find(search, letter -> access.sees(who, letter));
            ObjectNode body = Json.object();
            ArrayNode letters = body.putArray("letters");
            found.letters().forEach(letter -> letters.add(LetterBody.of(letter, access.botOf(letter))));
            Optional.ofNullable(found.next()).ifPresent(next -> body.put("next", next));
            body.put("from", found.from().toString());
            Optional.ofNullable(found.to()).ifPresent(to -> body.put("to", to.toString()));
            Responses.json(ctx, 200, body.put("whole", found.whole()));
        } catch (NotReadException e) {
            throw new ProblemException(Problem.notRead(e));
        }
    }

    private void letter(Context ctx) throws ProblemException, InterruptedException {
        Principal who = Caller.of(ctx);
        Opened opened = atHand.seen(ctx.pathParam("letter"), who);
        Optional<BotId> bot = access.botOf(opened.letter());
        Responses.json(
                ctx,
                200,
                access.reads(who, opened.letter())
                        ? LetterBody.opened(opened, bot)
                        : LetterBody.explained(opened.letter(), bot));
    }

    private void bytes(Context ctx) throws ProblemException, InterruptedException {
        LetterBytes.answer(ctx, atHand.readable(ctx.pathParam("letter"), Caller.of(ctx)));
    }

    private static LetterSearch search(Context ctx, InstantSource clock) throws ProblemException {
        LetterFields fields = new LetterFields(
                ctx.queryParam("channel"),
                ctx.queryParam("reason"),
                ctx.queryParam("origin"),
                ctx.queryParam("service"),
                ctx.queryParam("from"),
                ctx.queryParam("to"),
                ctx.queryParam("cursor"));
        Requests.refuse(fields.wrong());
        return fields.search(clock.instant(), ListRequests.limit(ctx, LetterFields.USUAL, LetterSearch.MOST));
    }
}
